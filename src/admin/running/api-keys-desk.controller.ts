// API keys at the desk. Thin: asks the service that the merchant's own routes ask, and records who did.
// Must never show a key after it was made, nor write one into the trail.
import { Body, Controller, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  ApiKeyDocument,
  apiKeyDocument,
  ApiKeyPage,
  CreateApiKeyBody,
  MadeApiKeyDocument,
  madeApiKeyDocument,
  wishOf,
} from '../../access/api-keys.dto.js';
import { ApiKeysService } from '../../access/api-keys.service.js';
import { CurrentPerson, RequirePermission, type SignedInPerson } from '../../access/require-permission.js';
import { SCOPES } from '../../access/scopes.js';
import { AuditTrail } from '../../audit/audit-trail.js';
import { documentOf } from '../../common/document.js';
import { readId, showId } from '../../common/ids.js';
import { cutPage, DEFAULT_PAGE_LIMIT, PageQuery } from '../../common/page.dto.js';
import { Problem } from '../../common/problems.js';
import { RevokeApiKeyBody, ScopeListDocument } from './api-keys-desk.dto.js';

@ApiTags('admin')
@Controller('admin/api-keys')
@RequirePermission('keys:manage')
export class ApiKeysDeskController {
  constructor(
    private readonly apiKeys: ApiKeysService,
    private readonly trail: AuditTrail,
  ) {}

  /** Lists the API keys in the order of their making, revoked and expired ones too. */
  @Get()
  @ApiOperation({ operationId: 'listApiKeysAtDesk' })
  async list(@Query() query: PageQuery): Promise<ApiKeyPage> {
    const limit = query.limit ?? DEFAULT_PAGE_LIMIT;
    const after = query.cursor === undefined ? undefined : readId('apiKey', query.cursor);
    if (after === null) throw new Problem('malformed_request', { detail: 'cursor is not a nextCursor of this list.' });
    const page = cutPage(await this.apiKeys.list(limit + 1, after), limit, ({ id }) => showId('apiKey', id));
    return documentOf(ApiKeyPage, { items: page.rows.map(apiKeyDocument), nextCursor: page.nextCursor });
  }

  /** Lists what a key can be allowed. */
  @Get('scopes')
  @ApiOperation({ operationId: 'listScopes' })
  scopes(): ScopeListDocument {
    return documentOf(ScopeListDocument, { items: [...SCOPES] });
  }

  /** Makes an API key. The answer is the only time the key is shown. */
  @Post()
  @ApiOperation({ operationId: 'createApiKeyAtDesk' })
  @Header('Cache-Control', 'no-store')
  async create(@Body() body: CreateApiKeyBody, @CurrentPerson() by: SignedInPerson): Promise<MadeApiKeyDocument> {
    const made = await this.apiKeys.create(
      by,
      wishOf(body),
      (manager, { id, name, hint, scopes, expiresAt, waitsFor }) =>
        this.trail.record(manager, {
          by,
          action: 'api_key.created',
          subject: showId('apiKey', id),
          after: {
            name,
            hint,
            scopes,
            expiresAt: expiresAt?.toISOString() ?? null,
            waitsForApproval: waitsFor !== null,
          },
        }),
    );
    return madeApiKeyDocument(made);
  }

  /** Revokes an API key at once. Revoking it again changes nothing. */
  @Post(':id/revocations')
  @HttpCode(200)
  @ApiOperation({ operationId: 'revokeApiKeyAtDesk' })
  async revoke(
    @Param('id') id: string,
    @Body() body: RevokeApiKeyBody,
    @CurrentPerson() by: SignedInPerson,
  ): Promise<ApiKeyDocument> {
    const uuid = readId('apiKey', id);
    if (uuid === null) throw new Problem('not_found', { detail: 'There is no such API key.' });
    const revoked = await this.apiKeys.revoke(uuid, (manager, { name, hint }) =>
      this.trail.record(manager, {
        by,
        action: 'api_key.revoked',
        subject: id,
        before: { name, hint, revoked: false },
        after: { name, hint, revoked: true },
        reason: body.reason,
      }),
    );
    return apiKeyDocument(revoked);
  }
}
