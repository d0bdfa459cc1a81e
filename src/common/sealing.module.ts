// Gives everybody the one Sealer, with the key ring of the configuration.
// Must never hand out the keys themselves.
import { Global, Module } from '@nestjs/common';
import { platformConfig, type PlatformConfig } from '../config/platform.config.js';
import { Sealer } from './sealing.js';

@Global()
@Module({
  providers: [
    {
      provide: Sealer,
      inject: [platformConfig.KEY],
      useFactory: (platform: PlatformConfig) => new Sealer(platform.sealKeys),
    },
  ],
  exports: [Sealer],
})
export class SealingModule {}
