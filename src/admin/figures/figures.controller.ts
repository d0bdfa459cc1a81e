// The desk's figures. Thin: asks the service.
// Must never be asked by API keys; merchants have their own books.
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '../../access/require-permission.js';
import { FiguresDocument, FiguresQuery } from './figures.dto.js';
import { FiguresService } from './figures.service.js';

@ApiTags('admin')
@Controller('admin/figures')
export class FiguresController {
  constructor(private readonly figures: FiguresService) {}

  /** Shows how a day, a week or a month goes in Korea: sales, refunds, success, doubts, the queue and webhooks. */
  @Get()
  @RequirePermission('desk:read')
  @ApiOperation({ operationId: 'showFigures' })
  @ApiOkResponse({ type: FiguresDocument })
  show(@Query() query: FiguresQuery): Promise<FiguresDocument> {
    return this.figures.read(query);
  }
}
