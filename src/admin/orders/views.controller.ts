// The views of the order list that somebody keeps for themselves.
// Must never reach somebody else's.
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPerson, RequirePermission, type SignedInPerson } from '../../access/require-permission.js';
import { documentOf } from '../../common/document.js';
import { readId, showId } from '../../common/ids.js';
import { Problem } from '../../common/problems.js';
import { ChangeViewDto, CreateViewDto, OrderViewDto, OrderViewListDto } from './order-search.dto.js';
import { Views, type KeptView } from './views.service.js';

@ApiTags('admin')
@Controller('admin/views')
@RequirePermission('desk:read')
export class ViewsController {
  constructor(private readonly views: Views) {}

  /** Lists one's own views. */
  @Get()
  @ApiOperation({ operationId: 'listViews' })
  async list(@CurrentPerson() by: SignedInPerson): Promise<OrderViewListDto> {
    return documentOf(OrderViewListDto, { items: (await this.views.list(by)).map(viewDocument) });
  }

  /** Keeps a view. */
  @Post()
  @ApiOperation({ operationId: 'createView' })
  async create(@Body() body: CreateViewDto, @CurrentPerson() by: SignedInPerson): Promise<OrderViewDto> {
    return viewDocument(await this.views.create(by, body));
  }

  /** Changes one of one's own views. */
  @Patch(':id')
  @ApiOperation({ operationId: 'changeView' })
  async change(
    @Param('id') id: string,
    @Body() body: ChangeViewDto,
    @CurrentPerson() by: SignedInPerson,
  ): Promise<OrderViewDto> {
    return viewDocument(await this.views.change(by, uuidOf(id), body));
  }

  /** Forgets one of one's own views. */
  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ operationId: 'removeView' })
  async remove(@Param('id') id: string, @CurrentPerson() by: SignedInPerson): Promise<void> {
    await this.views.remove(by, uuidOf(id));
  }
}

function viewDocument({ id, name, filters, createdAt }: KeptView): OrderViewDto {
  return documentOf(OrderViewDto, {
    id: showId('orderView', id),
    name,
    filters,
    createdAt: createdAt.toISOString(),
  });
}

function uuidOf(shown: string): string {
  const id = readId('orderView', shown);
  if (id === null) throw new Problem('not_found', { detail: 'You keep no such view.' });
  return id;
}
