// Makes sure at boot that the three people of simulator mode exist there and nowhere else.
// Must never touch anybody else, nor keep in another mode somebody whose password is public.
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '../audit/audit-trail.js';
import { Clock } from '../common/clock.js';
import { showId } from '../common/ids.js';
import { platformConfig, type PlatformConfig } from '../config/platform.config.js';
import { LOCAL_ACCOUNTS, LOCAL_PASSWORD_HASH } from './local-accounts.js';

@Injectable()
export class LocalPeople implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly trail: AuditTrail,
    @Inject(platformConfig.KEY) private readonly platform: PlatformConfig,
  ) {}

  async onModuleInit(): Promise<void> {
    if (this.platform.mode === 'simulator') await this.#ensure();
    else await this.#remove();
  }

  /** Whoever was disabled, or given other roles or another password while trying out, is as before; second factors stay. */
  async #ensure(): Promise<void> {
    for (const { id, email, name, roles } of LOCAL_ACCOUNTS) {
      await this.dataSource.query(
        `INSERT INTO people (id, email, name, roles, password_hash, created_at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (id) DO UPDATE SET roles = $4, password_hash = $5, disabled_at = NULL`,
        [id, email, name, roles, LOCAL_PASSWORD_HASH, this.clock.now()],
      );
    }
  }

  async #remove(): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const [removed] = await manager.query<[{ id: string }[], number]>(
        'DELETE FROM people WHERE id = ANY($1) OR email = ANY($2) RETURNING id',
        [LOCAL_ACCOUNTS.map(({ id }) => id), LOCAL_ACCOUNTS.map(({ email }) => email)],
      );
      for (const { id } of removed) {
        await this.trail.record(manager, {
          by: { personId: null, name: 'the platform', address: null },
          action: 'person.removed',
          subject: showId('person', id),
          reason: `the people of simulator mode do not exist in ${this.platform.mode} mode`,
        });
      }
    });
  }
}
