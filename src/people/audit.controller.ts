// The audit trail for those who may read it. Stands here and not in audit/, which knows no routes and nobody who calls them.
// Must never change it.
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '../access/require-permission.js';
import { AuditSearch } from '../audit/audit-search.js';
import { documentOf } from '../common/document.js';
import { readId, showId, type IdKind } from '../common/ids.js';
import { parseInstant } from '../common/instant.js';
import { cutPage, DEFAULT_PAGE_LIMIT } from '../common/page.dto.js';
import { Problem } from '../common/problems.js';
import { auditEntryDocument, AuditPage, AuditQuery } from './audit.dto.js';

@ApiTags('admin')
@Controller('admin/audit')
@RequirePermission('audit:read')
export class AuditController {
  constructor(private readonly search: AuditSearch) {}

  /** Searches what people did, the newest first. */
  @Get()
  @ApiOperation({ operationId: 'searchAudit' })
  async find(@Query() query: AuditQuery): Promise<AuditPage> {
    const limit = query.limit ?? DEFAULT_PAGE_LIMIT;
    const wish = {
      personId: uuidOf('person', query.personId, 'personId must be the id of a person, person_… .'),
      action: query.action,
      subject: query.subject,
      from: parseInstant(query.from ?? '') ?? undefined,
      to: parseInstant(query.to ?? '') ?? undefined,
      text: query.text,
      after: uuidOf('auditEntry', query.cursor, 'cursor is not a nextCursor of this list.'),
    };
    const page = cutPage(await this.search.find(wish, limit + 1), limit, ({ id }) => showId('auditEntry', id));
    return documentOf(AuditPage, { items: page.rows.map(auditEntryDocument), nextCursor: page.nextCursor });
  }
}

function uuidOf(kind: IdKind, shown: string | undefined, fault: string): string | undefined {
  if (shown === undefined) return undefined;
  const uuid = readId(kind, shown);
  if (uuid === null) throw new Problem('malformed_request', { detail: fault });
  return uuid;
}
