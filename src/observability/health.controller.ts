// Tells machines whether the process lives and whether it can work.
// Must never tell anything about orders, or more than a caller without a key may know.
import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { OpenToAll } from '../access/require-scope.js';
import { Problem } from '../common/problems.js';
import { Readiness } from './readiness.js';

const STATUS_SCHEMA = { schema: { type: 'object', properties: { status: { type: 'string', enum: ['ok'] } } } };
const READY_SCHEMA = {
  schema: {
    type: 'object',
    properties: {
      status: { type: 'string', enum: ['ok', 'degraded'] },
      warnings: { type: 'array', items: { type: 'string' }, description: 'Only when it is degraded.' },
    },
  },
};

/** What a process that can work says of itself. */
interface ReadyAnswer {
  readonly status: 'ok' | 'degraded';
  readonly warnings?: readonly string[];
}

@ApiTags('operations')
@OpenToAll('Load balancers have no key; nothing about orders is told.')
@Controller('health')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  /** Says that the process lives. */
  @Get('live')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ operationId: 'live' })
  @ApiOkResponse({ description: 'It lives.', ...STATUS_SCHEMA })
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /**
   * Says whether the process can work: database, schema, clock, background jobs. Answers 503 with what is amiss, and
   * `degraded` when it works although something is.
   */
  @Get('ready')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ operationId: 'ready' })
  @ApiOkResponse({ description: 'It can work.', ...READY_SCHEMA })
  async ready(): Promise<ReadyAnswer> {
    const { faults, warnings } = await this.readiness.condition();
    if (faults.length > 0) throw new Problem('not_ready', { detail: faults.join(' ') });
    return warnings.length > 0 ? { status: 'degraded', warnings } : { status: 'ok' };
  }
}
