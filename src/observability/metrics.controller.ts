// Shows the measurements to Prometheus.
// Must never be readable from outside without the token where real money moves.
import { createHash, timingSafeEqual } from 'node:crypto';
import { Controller, Get, Header, Inject, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { collectDefaultMetrics } from 'prom-client';
import { OpenToAll } from '../access/require-scope.js';
import { processMetrics } from '../common/metrics.js';
import { Problem } from '../common/problems.js';
import { platformConfig, type PlatformConfig } from '../config/platform.config.js';
import { DatabaseGauges } from './database-gauges.js';

@ApiExcludeController()
@OpenToAll('Guards itself: this machine, or the METRICS_TOKEN.')
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly gauges: DatabaseGauges,
    @Inject(platformConfig.KEY) private readonly platform: PlatformConfig,
  ) {}

  @Get()
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  @Header('Cache-Control', 'no-store')
  async show(@Req() request: FastifyRequest): Promise<string> {
    this.#requireRight(request);
    // Only now: a process that nobody measures need not measure itself.
    if (!processMetrics.getSingleMetric('process_cpu_seconds_total'))
      collectDefaultMetrics({ register: processMetrics });
    return `${await processMetrics.metrics()}\n${await this.gauges.text()}`;
  }

  #requireRight(request: FastifyRequest): void {
    const { mode, metricsToken } = this.platform;
    if (mode === 'simulator' || isThisMachine(request)) return;
    const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (metricsToken !== undefined && given !== undefined && isSame(given, metricsToken)) return;
    throw new Problem('scope_missing', { detail: 'Metrics are for this machine, or for who sends the METRICS_TOKEN.' });
  }
}

/** Asked from this machine itself, not through a proxy that runs on it. */
function isThisMachine({ socket, headers }: FastifyRequest): boolean {
  const isLoopback = ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(socket.remoteAddress ?? '');
  return isLoopback && !['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some((name) => name in headers);
}

/** Compares without telling by the time it takes how much was right. */
function isSame(given: string, wanted: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(wanted));
}
