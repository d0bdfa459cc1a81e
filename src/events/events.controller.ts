// The history of events over REST.
// Must never show more of an event than its webhook does.
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequireScope } from '../access/require-scope.js';
import { EventPageDto, ListEventsDto } from './dto/event.dto.js';
import { HistoryService } from './history.service.js';

@ApiTags('webhooks')
@Controller('v1/events')
export class EventsController {
  constructor(private readonly history: HistoryService) {}

  /** Lists events, the oldest first, whether or not they were sent anywhere: for those who missed some. */
  @Get()
  @RequireScope('events:read')
  @ApiOperation({ operationId: 'listEvents' })
  @ApiOkResponse({ type: EventPageDto })
  list(@Query() filter: ListEventsDto): Promise<EventPageDto> {
    return this.history.list(filter);
  }
}
