// Orders as a file. Two doors, because unmasked buyers need another permission and a reason.
// Must never put what was searched for, or anybody's name, into the name of the file.
import { Readable } from 'node:stream';
import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentPerson, RequirePermission, type SignedInPerson } from '../../access/require-permission.js';
import { Clock } from '../../common/clock.js';
import { WithoutIdempotencyKey } from '../../common/http/idempotency-key.js';
import { toKstDigits } from '../../common/kst.js';
import { Exporting, type ExportWish } from './exporting.service.js';
import { ExportOrdersDto, ExportUnmaskedOrdersDto } from './order-search.dto.js';

const FILE = { schema: { type: 'string', format: 'binary' } } as const;

@ApiTags('admin')
@Controller('admin/orders')
export class ExportsController {
  constructor(
    private readonly exporting: Exporting,
    private readonly clock: Clock,
  ) {}

  /** Writes what a search finds into a CSV file, buyers masked. Each line that ends with CRLF is an order. */
  @Post('exports')
  @WithoutIdempotencyKey('It only reads.')
  @HttpCode(200)
  @RequirePermission('desk:read')
  @ApiOperation({ operationId: 'exportOrders' })
  @ApiProduces('text/csv')
  @ApiOkResponse(FILE)
  masked(
    @Body() body: ExportOrdersDto,
    @CurrentPerson() by: SignedInPerson,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#send({ by, asked: body, reason: null }, reply);
  }

  /** The same with buyers unmasked. The reason is in the audit trail. */
  @Post('unmasked-exports')
  @WithoutIdempotencyKey('It only reads, and each look at people’s data is in the trail.')
  @HttpCode(200)
  @RequirePermission('desk:unmask')
  @ApiOperation({ operationId: 'exportUnmaskedOrders' })
  @ApiProduces('text/csv')
  @ApiOkResponse(FILE)
  unmasked(
    @Body() body: ExportUnmaskedOrdersDto,
    @CurrentPerson() by: SignedInPerson,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#send({ by, asked: body, reason: body.reason }, reply);
  }

  async #send(wish: ExportWish, reply: FastifyReply): Promise<void> {
    const pieces = await this.exporting.begin(wish);
    const day = toKstDigits(this.clock.now()).slice(0, 8);
    await reply
      .header('Content-Type', 'text/csv; charset=utf-8')
      .header('Content-Disposition', `attachment; filename="orders-${day}.csv"`)
      .header('Cache-Control', 'no-store')
      .header('X-Accel-Buffering', 'no')
      .send(Readable.from(pieces, { objectMode: true, highWaterMark: 1 }));
  }
}
