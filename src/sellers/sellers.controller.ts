// The seller routes.
// Must never answer with a credential.
import { Body, Controller, Get, Inject, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentCaller, RequireScope, type Caller } from '../access/require-scope.js';
import { documentOf } from '../common/document.js';
import { cutPage, DEFAULT_PAGE_LIMIT, PageQuery } from '../common/page.dto.js';
import { Problem } from '../common/problems.js';
import { askingKey } from '../rights/asker.js';
import { CREDENTIALS_CHECK, type CredentialsCheck } from './credentials-check.js';
import {
  CreateSellerBody,
  SELLER_CODE,
  sellerDocument,
  SellerDocument,
  SellerPage,
  SetCredentialsBody,
} from './sellers.dto.js';
import { SellersService } from './sellers.service.js';

@ApiTags('Sellers')
@ApiBearerAuth()
@Controller('v1/sellers')
@RequireScope('admin:*')
export class SellersController {
  constructor(
    private readonly sellers: SellersService,
    @Inject(CREDENTIALS_CHECK) private readonly check: CredentialsCheck,
  ) {}

  /** Sets up a seller: a branch whose payments use its own credentials at the providers. */
  @Post()
  async create(@Body() body: CreateSellerBody): Promise<SellerDocument> {
    return sellerDocument(await this.sellers.create(body.code, body.name));
  }

  /** Lists the sellers. */
  @Get()
  async list(@Query() query: PageQuery): Promise<SellerPage> {
    const limit = query.limit ?? DEFAULT_PAGE_LIMIT;
    if (query.cursor !== undefined && !SELLER_CODE.test(query.cursor)) {
      throw new Problem('malformed_request', { detail: 'cursor is not a nextCursor of this list.' });
    }
    const page = cutPage(await this.sellers.list(limit + 1, query.cursor), limit, ({ seller }) => seller.code);
    return documentOf(SellerPage, { items: page.rows.map(sellerDocument), nextCursor: page.nextCursor });
  }

  /** Shows a seller and at which providers it has credentials. */
  @Get(':code')
  async get(@Param('code') code: string): Promise<SellerDocument> {
    return sellerDocument(await this.sellers.get(requireCode(code)));
  }

  /**
   * Sets a seller’s credentials at a provider. New payments use them once a person at the refund desk has approved them;
   * payments made before are confirmed and cancelled with the credentials they were made with.
   */
  @Put(':code/credentials/:provider')
  @ApiOkResponse({ type: SellerDocument, description: 'They are used already.' })
  @ApiAcceptedResponse({ type: SellerDocument, description: 'They wait: see `waitsForChangeIds`.' })
  async setCredentials(
    @Param('code') code: string,
    @Param('provider') provider: string,
    @Body() body: SetCredentialsBody,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SellerDocument> {
    const fault = this.check(provider, body.credentials);
    if (fault !== null) throw new Problem('malformed_request', { detail: fault });
    const by = askingKey(caller);
    const waitsFor = await this.sellers.setCredentials(by, requireCode(code), provider, body.credentials);
    if (waitsFor !== null) void reply.status(202);
    return sellerDocument(await this.sellers.get(code));
  }
}

/** Anything else cannot be a seller's code, so there is no such seller. */
function requireCode(code: string): string {
  if (!SELLER_CODE.test(code)) throw new Problem('not_found', { detail: 'There is no such seller.' });
  return code;
}
