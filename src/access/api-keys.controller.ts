// The API key routes.
// Must never show a key after it was made; the service has only its hash.
import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { documentOf } from '../common/document.js';
import { readId, showId } from '../common/ids.js';
import { cutPage, DEFAULT_PAGE_LIMIT, PageQuery } from '../common/page.dto.js';
import { Problem } from '../common/problems.js';
import {
  apiKeyDocument,
  ApiKeyPage,
  CreateApiKeyBody,
  madeApiKeyDocument,
  MadeApiKeyDocument,
  wishOf,
} from './api-keys.dto.js';
import { ApiKeysService } from './api-keys.service.js';
import { askingKey } from '../rights/asker.js';
import { CurrentCaller, RequireScope, type Caller } from './require-scope.js';

@ApiTags('API keys')
@ApiBearerAuth()
@Controller('v1/api-keys')
@RequireScope('admin:*')
export class ApiKeysController {
  constructor(private readonly apiKeys: ApiKeysService) {}

  /**
   * Makes an API key. The answer is the only time the key is shown. One that can move money, or administer, opens nothing
   * until a person at the refund desk has approved it: see `waitsForChangeId`.
   */
  @Post()
  @Header('Cache-Control', 'no-store')
  async create(@Body() body: CreateApiKeyBody, @CurrentCaller() caller: Caller): Promise<MadeApiKeyDocument> {
    return madeApiKeyDocument(await this.apiKeys.create(askingKey(caller), wishOf(body)));
  }

  /** Lists the API keys, revoked and expired ones too. */
  @Get()
  async list(@Query() query: PageQuery): Promise<ApiKeyPage> {
    const limit = query.limit ?? DEFAULT_PAGE_LIMIT;
    const after = query.cursor === undefined ? undefined : readId('apiKey', query.cursor);
    if (after === null) throw new Problem('malformed_request', { detail: 'cursor is not a nextCursor of this list.' });
    const page = cutPage(await this.apiKeys.list(limit + 1, after), limit, ({ id }) => showId('apiKey', id));
    return documentOf(ApiKeyPage, { items: page.rows.map(apiKeyDocument), nextCursor: page.nextCursor });
  }

  /** Revokes an API key at once. Revoking it again changes nothing. */
  @Delete(':id')
  @HttpCode(204)
  async revoke(@Param('id') id: string): Promise<void> {
    const uuid = readId('apiKey', id);
    if (uuid === null) throw new Problem('not_found', { detail: 'There is no such API key.' });
    await this.apiKeys.revoke(uuid);
  }
}
