// Stored cards and accounts at the desk: found, shown, ended. Thin: asks the services of billing, and records who did.
// Must never put what somebody looks for into an address.
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPerson, RequirePermission, type SignedInPerson } from '../../access/require-permission.js';
import { AuditTrail } from '../../audit/audit-trail.js';
import { BillingKeysService } from '../../billing/billing-keys.service.js';
import { ChargesService } from '../../billing/charges.service.js';
import { documentOf } from '../../common/document.js';
import { WithoutIdempotencyKey } from '../../common/http/idempotency-key.js';
import { readId, showId } from '../../common/ids.js';
import { cutPage, DEFAULT_PAGE_LIMIT, PageQuery } from '../../common/page.dto.js';
import { Problem } from '../../common/problems.js';
import {
  deskBillingKey,
  DeskBillingKeyDocument,
  DeskBillingKeyPage,
  deskCharge,
  DeskChargePage,
  DeregisterBillingKeyBody,
  SearchBillingKeysBody,
} from './billing-keys-desk.dto.js';

@ApiTags('admin')
@Controller('admin/billing-keys')
@RequirePermission('desk:read')
export class BillingKeysDeskController {
  constructor(
    private readonly keys: BillingKeysService,
    private readonly charges: ChargesService,
    private readonly trail: AuditTrail,
  ) {}

  /** Searches stored cards and accounts, the newest first. */
  @Post('searches')
  @WithoutIdempotencyKey('It only reads.')
  @HttpCode(200)
  @ApiOperation({ operationId: 'searchBillingKeys' })
  async search(@Body() wish: SearchBillingKeysBody): Promise<DeskBillingKeyPage> {
    const { items, nextCursor } = await this.keys.list(wish);
    return documentOf(DeskBillingKeyPage, { items: items.map(deskBillingKey), nextCursor });
  }

  /** Shows a stored card or account, masked. */
  @Get(':id')
  @ApiOperation({ operationId: 'showBillingKeyAtDesk' })
  async show(@Param('id') id: string): Promise<DeskBillingKeyDocument> {
    return deskBillingKey(await this.keys.show(uuidOf(id)));
  }

  /** Lists what was charged on a stored card or account, the newest first. */
  @Get(':id/charges')
  @ApiOperation({ operationId: 'listChargesOfBillingKey' })
  async listCharges(@Param('id') id: string, @Query() query: PageQuery): Promise<DeskChargePage> {
    const limit = query.limit ?? DEFAULT_PAGE_LIMIT;
    const before = query.cursor === undefined ? undefined : readId('payment', query.cursor);
    if (before === null) throw new Problem('malformed_request', { detail: 'cursor is not a nextCursor of this list.' });
    const found = await this.charges.list(uuidOf(id), limit + 1, before);
    const page = cutPage(found, limit, (payment) => showId('payment', payment.id));
    return documentOf(DeskChargePage, { items: page.rows.map(deskCharge), nextCursor: page.nextCursor });
  }

  /**
   * Ends a stored card or account: it cannot be charged from now on, and the provider is told until it agrees. Safe to
   * repeat. Its `status` says how far it is: `removing` while the provider is told, `abandoned` when the buyer had not
   * finished registering, otherwise it had ended already.
   */
  @Post(':id/deregistrations')
  @HttpCode(200)
  @RequirePermission('billing:manage')
  @ApiOperation({ operationId: 'deregisterBillingKey' })
  async deregister(
    @Param('id') id: string,
    @Body() { reason }: DeregisterBillingKeyBody,
    @CurrentPerson() by: SignedInPerson,
  ): Promise<DeskBillingKeyDocument> {
    const uuid = uuidOf(id);
    await this.keys.remove(uuid, (manager, { before, after }) =>
      this.trail.record(manager, {
        by,
        action: 'billing_key.deregistered',
        subject: id,
        before: { status: before },
        after: { status: after },
        reason,
      }),
    );
    return deskBillingKey(await this.keys.show(uuid));
  }
}

function uuidOf(shown: string): string {
  const uuid = readId('billingKey', shown);
  if (uuid === null) throw new Problem('not_found', { detail: 'There is no such billing key.' });
  return uuid;
}
