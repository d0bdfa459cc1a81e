// What must be true before the first request: the database holds the same state tables as the code, and the default
// seller has the configured credentials. Must never repair a state table; a difference stops the boot.
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { SellersService } from '../sellers/sellers.service.js';
import { ProviderRegistry } from './provider-registry.js';
import { StateTables } from './state-tables.js';

interface TransitionRow {
  readonly entity: string;
  readonly from_status: string | null;
  readonly to_status: string;
}

@Injectable()
export class BootChecks implements OnApplicationBootstrap {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly stateTables: StateTables,
    private readonly providers: ProviderRegistry,
    private readonly sellers: SellersService,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.#compareStateTables();
    for (const provider of this.providers.all()) {
      await this.sellers.ensureDefaultCredentials(provider.name, provider.defaultCredentials);
    }
  }

  async #compareStateTables(): Promise<void> {
    const rows = await this.dataSource.query<TransitionRow[]>(
      'SELECT entity, from_status, to_status FROM state_transitions',
    );
    const inDatabase = new Set(rows.map((row) => step(row.entity, row.from_status, row.to_status)));
    const inCode = new Set(this.stateTables.transitions().map(({ entity, from, to }) => step(entity, from, to)));
    const differences = [
      ...[...inCode].filter((each) => !inDatabase.has(each)).map((each) => `${each} (only in the code)`),
      ...[...inDatabase].filter((each) => !inCode.has(each)).map((each) => `${each} (only in the database)`),
    ];
    if (differences.length > 0) {
      throw new Error(
        `The state tables of code and database differ; a migration is missing: ${differences.join(', ')}`,
      );
    }
  }
}

function step(entity: string, from: string | null, to: string): string {
  return `${entity} ${from ?? 'nothing'} → ${to}`;
}
