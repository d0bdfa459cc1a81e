// What waits for a person. Thin: asks the service.
// Must never settle anything; decisions have their own routes.
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequireScope } from '../access/require-scope.js';
import { PageQuery } from '../common/page.dto.js';
import { AttentionPageDto } from './attention.dto.js';
import { AttentionService } from './attention.service.js';

@ApiTags('evidence')
@Controller('v1/attention')
export class AttentionController {
  constructor(private readonly attention: AttentionService) {}

  /** Lists what no machine can settle: payments, cancellations, billing keys and cash receipts, oldest first. */
  @Get()
  @RequireScope('orders:read')
  @ApiOperation({ operationId: 'listAttention' })
  @ApiOkResponse({ type: AttentionPageDto })
  list(@Query() page: PageQuery): Promise<AttentionPageDto> {
    return this.attention.list(page);
  }
}
