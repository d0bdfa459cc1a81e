// Changes of rights that wait for a second person, and what is decided about them. Thin: reads the request, asks a service.
// Must never let a page say who decides; that is who is signed in.
import { Body, Controller, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { In, DataSource } from 'typeorm';
import { CurrentPerson, RequirePermission, type SignedInPerson } from '../../access/require-permission.js';
import { documentOf } from '../../common/document.js';
import { readId, showId } from '../../common/ids.js';
import { cutPage, DEFAULT_PAGE_LIMIT } from '../../common/page.dto.js';
import { Problem } from '../../common/problems.js';
import { Person } from '../../people/person.entity.js';
import { ChangeBook } from '../../rights/change-book.js';
import type { ChangeRequest } from '../../rights/change-request.entity.js';
import { ChangesService } from '../../rights/changes.service.js';
import { RightsGate } from '../../rights/rights-gate.js';
import { ChangeDocument, changeDocument, ChangePage, ChangesQuery, RejectChangeBody } from './changes.dto.js';

@ApiTags('admin')
@Controller('admin/changes')
@RequirePermission('rights:approve')
export class ChangesController {
  constructor(
    private readonly book: ChangeBook,
    private readonly changes: ChangesService,
    private readonly gate: RightsGate,
    private readonly dataSource: DataSource,
  ) {}

  /** Lists changes of rights that need or needed a second person, the newest first. */
  @Get()
  @ApiOperation({ operationId: 'listChanges' })
  async list(@Query() { status, cursor, limit = DEFAULT_PAGE_LIMIT }: ChangesQuery): Promise<ChangePage> {
    const after = cursor === undefined ? undefined : readId('changeRequest', cursor);
    if (after === null) throw new Problem('malformed_request', { detail: 'cursor is not a nextCursor of this list.' });
    const found = await this.book.list({ status, after }, limit + 1);
    const { rows, nextCursor } = cutPage(found, limit, ({ id }) => showId('changeRequest', id));
    const [names, waiting, couldApprove] = await Promise.all([
      this.#namesIn(rows),
      this.book.countWaiting(),
      this.gate.couldApprove(),
    ]);
    const items = rows.map((change) => changeDocument(change, names));
    return documentOf(ChangePage, { items, nextCursor, waiting, couldApprove });
  }

  /** Shows a change: what it was, and what it is to be. */
  @Get(':id')
  @ApiOperation({ operationId: 'showChange' })
  async show(@Param('id') id: string): Promise<ChangeDocument> {
    return this.#document(await this.book.find(uuidOf(id)));
  }

  /** Approves a change that somebody else asked for, and that is not about oneself. It is made at once. */
  @Post(':id/approvals')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ operationId: 'approveChange' })
  async approve(@Param('id') id: string, @CurrentPerson() by: SignedInPerson): Promise<ChangeDocument> {
    return this.#document(await this.changes.approve(by, uuidOf(id)));
  }

  /** Rejects a change that somebody else asked for. What was made for it ends. */
  @Post(':id/rejections')
  @HttpCode(200)
  @ApiOperation({ operationId: 'rejectChange' })
  async reject(
    @Param('id') id: string,
    @Body() { reason }: RejectChangeBody,
    @CurrentPerson() by: SignedInPerson,
  ): Promise<ChangeDocument> {
    return this.#document(await this.changes.reject(by, uuidOf(id), reason));
  }

  /** Takes back a change that one asked for oneself. */
  @Post(':id/withdrawals')
  @HttpCode(200)
  @ApiOperation({ operationId: 'withdrawChange' })
  async withdraw(@Param('id') id: string, @CurrentPerson() by: SignedInPerson): Promise<ChangeDocument> {
    return this.#document(await this.changes.withdraw(by, uuidOf(id)));
  }

  async #document(change: ChangeRequest): Promise<ChangeDocument> {
    return changeDocument(change, await this.#namesIn([change]));
  }

  async #namesIn(changes: readonly ChangeRequest[]): Promise<ReadonlyMap<string, string>> {
    const ids = changes.flatMap(({ aboutPersonId }) => aboutPersonId ?? []);
    const where = { id: In(ids) };
    const people = await this.dataSource.manager.find(Person, { select: { id: true, name: true }, where });
    return new Map(people.map(({ id, name }) => [id, name]));
  }
}

function uuidOf(shown: string): string {
  const uuid = readId('changeRequest', shown);
  if (uuid === null) throw new Problem('not_found', { detail: 'There is no such change.' });
  return uuid;
}
