// The one visible list of modules: the map of the house.
// Must never hold logic.
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { configurations } from './config/configuration.js';
import { DatabaseModule } from './database/database.module.js';
import { JobsModule } from './jobs/jobs.module.js';

@Module({
  imports: [
    ConfigModule.forRoot({ isGlobal: true, ignoreEnvFile: true, load: configurations }),
    DatabaseModule,
    JobsModule,
  ],
})
export class AppModule {}
