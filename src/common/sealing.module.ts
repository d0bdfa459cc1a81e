// Gives everybody the one Sealer, with the key ring of the configuration.
// Must never hand out the keys themselves.
import { Global, Module } from '@nestjs/common';
import { getConfigToken } from '@nestjs/config';
import { Sealer, type SealKey } from './sealing.js';

/** What it needs of the platform's configuration, named here because common ground imports nobody. */
interface KeyRing {
  readonly sealKeys: readonly SealKey[];
}

@Global()
@Module({
  providers: [
    {
      provide: Sealer,
      inject: [getConfigToken('platform')],
      useFactory: ({ sealKeys }: KeyRing) => new Sealer(sealKeys),
    },
  ],
  exports: [Sealer],
})
export class SealingModule {}
