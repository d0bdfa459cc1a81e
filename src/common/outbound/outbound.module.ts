// Calls to the outside, for the provider modules.
// Must never know a provider.
import { HttpModule } from '@nestjs/axios';
import { Module } from '@nestjs/common';
import { Outbound } from './post.js';

@Module({ imports: [HttpModule], providers: [Outbound], exports: [Outbound] })
export class OutboundModule {}
