// Connects TypeORM to the configured database, once per process, and sets the clock by it.
// Must never migrate; that happens before a server starts.
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { databaseConfig, type DatabaseConfig } from '../config/database.config.js';
import { dataSourceOptions } from './data-source.js';
import { DatabaseClock } from './database-clock.js';

@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [databaseConfig.KEY],
      useFactory: (database: DatabaseConfig) => ({
        ...dataSourceOptions(database.url, database.poolSize),
        retryAttempts: 3,
        retryDelay: 1_000,
      }),
    }),
  ],
  providers: [
    {
      provide: DatabaseClock,
      inject: [DataSource],
      useFactory: (dataSource: DataSource) => DatabaseClock.start(dataSource),
    },
  ],
  exports: [DatabaseClock],
})
export class DatabaseModule {}
