// Sellers at the desk: set up, renamed, given credentials. Thin: asks the service of sellers, and records who did.
// Must never show a credential again, whoever set it.
import { Body, Controller, Get, Header, Param, Patch, Post, Put, Query, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentPerson, RequirePermission, type SignedInPerson } from '../../access/require-permission.js';
import { documentOf } from '../../common/document.js';
import { cutPage, DEFAULT_PAGE_LIMIT, PageQuery } from '../../common/page.dto.js';
import { Problem } from '../../common/problems.js';
import { ProviderRegistry } from '../../orders/provider-registry.js';
import { CreateSellerBody, SELLER_CODE, SetCredentialsBody } from '../../sellers/sellers.dto.js';
import { SellersService, type SellerWithCredentials } from '../../sellers/sellers.service.js';
import { SellerRecords } from './seller-records.js';
import { ChangeSellerBody, deskSeller, DeskSellerDocument, DeskSellerPage, idEndingOf } from './sellers-desk.dto.js';

@ApiTags('admin')
@Controller('admin/sellers')
@RequirePermission('sellers:manage')
export class SellersDeskController {
  constructor(
    private readonly sellers: SellersService,
    private readonly registry: ProviderRegistry,
    private readonly records: SellerRecords,
  ) {}

  /** Lists the sellers. */
  @Get()
  @ApiOperation({ operationId: 'listSellersAtDesk' })
  async list(@Query() query: PageQuery): Promise<DeskSellerPage> {
    const limit = query.limit ?? DEFAULT_PAGE_LIMIT;
    if (query.cursor !== undefined && !SELLER_CODE.test(query.cursor)) {
      throw new Problem('malformed_request', { detail: 'cursor is not a nextCursor of this list.' });
    }
    const page = cutPage(await this.sellers.list(limit + 1, query.cursor), limit, ({ seller }) => seller.code);
    return documentOf(DeskSellerPage, {
      items: page.rows.map((each) => this.#document(each)),
      nextCursor: page.nextCursor,
    });
  }

  /** Sets up a seller: a branch whose payments use its own credentials at the providers. */
  @Post()
  @ApiOperation({ operationId: 'createSellerAtDesk' })
  async create(@Body() body: CreateSellerBody, @CurrentPerson() by: SignedInPerson): Promise<DeskSellerDocument> {
    return this.#document(await this.sellers.create(body.code, body.name, this.records.created(by)));
  }

  /** Shows a seller, and at which providers it has credentials. */
  @Get(':code')
  @ApiOperation({ operationId: 'showSellerAtDesk' })
  async show(@Param('code') code: string): Promise<DeskSellerDocument> {
    return this.#document(await this.sellers.get(requireCode(code)));
  }

  /** Gives a seller another name. Its code is for good. */
  @Patch(':code')
  @ApiOperation({ operationId: 'changeSeller' })
  async change(
    @Param('code') code: string,
    @Body() body: ChangeSellerBody,
    @CurrentPerson() by: SignedInPerson,
  ): Promise<DeskSellerDocument> {
    await this.sellers.rename(requireCode(code), body.name, this.records.renamed(by));
    return this.show(code);
  }

  /**
   * Sets a seller’s credentials at a provider. They are never shown again. New payments use them once a second administrator
   * has approved them; payments made before are confirmed and cancelled with the credentials they were made with.
   */
  @Put(':code/credentials/:provider')
  @ApiOperation({ operationId: 'setSellerCredentialsAtDesk' })
  @Header('Cache-Control', 'no-store')
  @ApiOkResponse({ type: DeskSellerDocument, description: 'They are used already.' })
  @ApiAcceptedResponse({ type: DeskSellerDocument, description: 'They wait: see `waitsForChangeIds`.' })
  async setCredentials(
    @Param('code') code: string,
    @Param('provider') provider: string,
    @Body() { credentials }: SetCredentialsBody,
    @CurrentPerson() by: SignedInPerson,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DeskSellerDocument> {
    const fault = this.registry.get(provider).checkCredentials(credentials);
    if (fault !== null) throw new Problem('malformed_request', { detail: fault });
    const record = this.records.credentialsSet(by, code, provider, Object.keys(credentials));
    const waitsFor = await this.sellers.setCredentials(by, requireCode(code), provider, credentials, record);
    if (waitsFor !== null) void reply.status(202);
    return this.show(code);
  }

  #document(seller: SellerWithCredentials): DeskSellerDocument {
    const idNames = new Map(this.registry.all().map(({ name, credentialNames }) => [name, credentialNames.idName]));
    const endings = seller.active.map((row): [string, string | null] => {
      const opened = this.sellers.openOrNull(row);
      return [row.provider, idEndingOf(opened, idNames.get(row.provider))];
    });
    return deskSeller(seller, Object.fromEntries(endings));
  }
}

/** Anything else cannot be a seller's code, so there is no such seller. */
function requireCode(code: string): string {
  if (!SELLER_CODE.test(code)) throw new Problem('not_found', { detail: 'There is no such seller.' });
  return code;
}
