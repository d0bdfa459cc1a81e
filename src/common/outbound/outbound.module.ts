// Calls to the outside, for the provider modules and whoever calls merchants back.
// Must never know a provider.
import { HttpModule } from '@nestjs/axios';
import { Module } from '@nestjs/common';
import { Callbacks } from './callback.js';
import { NameResolver } from './name-resolver.js';
import { Outbound } from './post.js';

/** Made by hand: what it may be told is for tests. */
const RESOLVER = { provide: NameResolver, useFactory: () => new NameResolver() };

@Module({ imports: [HttpModule], providers: [Outbound, RESOLVER, Callbacks], exports: [Outbound, Callbacks] })
export class OutboundModule {}
