// Who may call, for what, and how often. Guards every route of the whole application.
// Must never depend on what the routes do.
import { Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { ThrottlerModule } from '@nestjs/throttler';
import { Clock } from '../common/clock.js';
import { platformConfig } from '../config/platform.config.js';
import { RightsModule } from '../rights/rights.module.js';
import { ApiKeyUse } from './api-key-use.js';
import { ApiKeysController } from './api-keys.controller.js';
import { ApiKeysService } from './api-keys.service.js';
import { AuthenticationGuard } from './authentication.guard.js';
import { LocalKey } from './local-key.js';
import { PersonDoor } from './person-door.js';
import { RateLimitGuard, rateLimits } from './rate-limit.guard.js';
import { RequestCounts } from './request-counts.js';
import { RouteMarks } from './route-marks.js';
import { ScopeGuard } from './scope.guard.js';

/** The counts, shared by the throttler and the authentication guard. */
@Module({ providers: [Clock, RequestCounts], exports: [RequestCounts] })
class RequestCountsModule {}

@Module({
  imports: [
    DiscoveryModule,
    RequestCountsModule,
    RightsModule,
    ThrottlerModule.forRootAsync({
      imports: [RequestCountsModule],
      inject: [platformConfig.KEY, RequestCounts],
      useFactory: rateLimits,
    }),
  ],
  controllers: [ApiKeysController],
  providers: [
    Clock,
    ApiKeysService,
    ApiKeyUse,
    LocalKey,
    PersonDoor,
    RouteMarks,
    // In this order: who it is, how often, for what. So refused calls are counted too.
    { provide: APP_GUARD, useClass: AuthenticationGuard },
    { provide: APP_GUARD, useClass: RateLimitGuard },
    { provide: APP_GUARD, useClass: ScopeGuard },
  ],
  // For whoever knows sessions, and for the desk.
  exports: [PersonDoor, RequestCountsModule, ApiKeysService],
})
export class AccessModule {}
