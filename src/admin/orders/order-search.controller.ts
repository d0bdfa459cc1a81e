// The search for orders. A write by its method only: what is searched for may name a person, and addresses are logged.
// Must never change anything.
import { Body, Controller, Header, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '../../access/require-permission.js';
import { WithoutIdempotencyKey } from '../../common/http/idempotency-key.js';
import { DEFAULT_PAGE_LIMIT } from '../../common/page.dto.js';
import { cursorOf, listedPage, wishOf } from './order-list.view.js';
import { ListedOrdersPageDto, SearchOrdersDto } from './order-search.dto.js';
import { OrderSearch } from './order-search.service.js';

@ApiTags('admin')
@Controller('admin/orders/searches')
@RequirePermission('desk:read')
export class OrderSearchController {
  constructor(private readonly orders: OrderSearch) {}

  /** Finds orders, the newest first. Changes nothing; a body, because what is searched for may name a person. */
  @Post()
  @WithoutIdempotencyKey('It only reads.')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ operationId: 'searchOrders' })
  @ApiOkResponse({ type: ListedOrdersPageDto })
  async search(@Body() body: SearchOrdersDto): Promise<ListedOrdersPageDto> {
    const limit = body.limit ?? DEFAULT_PAGE_LIMIT;
    return listedPage(await this.orders.find(wishOf(body), body.text ?? null, cursorOf(body.cursor), limit));
  }
}
