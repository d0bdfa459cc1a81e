// Makes sure at boot that the public key of simulator mode exists there and nowhere else.
// Must never touch any other key.
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../common/clock.js';
import { platformConfig, type PlatformConfig } from '../config/platform.config.js';
import { LOCAL_ADMINISTRATOR_ID } from '../rights/local-emails.js';
import { hashApiKey, hintOf, LOCAL_API_KEY } from './api-key-text.js';
import { SCOPES } from './scopes.js';

/** The same in every database, so that what was done with the key can be recognised. */
export const LOCAL_API_KEY_ID = '00000000-0000-7000-8000-000000000001';

@Injectable()
export class LocalKey implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    @Inject(platformConfig.KEY) private readonly platform: PlatformConfig,
  ) {}

  async onModuleInit(): Promise<void> {
    if (this.platform.mode === 'simulator') await this.#ensure();
    else await this.#remove();
  }

  /** Two statements, because several processes may boot at once; a key revoked while trying out lives again. */
  async #ensure(): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO api_keys (id, name, key_hash, hint, scopes, created_at)
       VALUES ($1, 'Local development', $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
      [LOCAL_API_KEY_ID, hashApiKey(LOCAL_API_KEY), hintOf(LOCAL_API_KEY), SCOPES, this.clock.now()],
    );
    await this.dataSource.query(
      `UPDATE api_keys SET scopes = $2, expires_at = NULL, revoked_at = NULL, waits_for = NULL, limit_per_request_won = NULL,
         limit_per_day_won = NULL, limit_per_order_won = NULL, made_by_id = $3 WHERE key_hash = $1`,
      [hashApiKey(LOCAL_API_KEY), SCOPES, LOCAL_ADMINISTRATOR_ID],
    );
  }

  async #remove(): Promise<void> {
    await this.dataSource.query('DELETE FROM api_keys WHERE id = $1 OR key_hash = $2', [
      LOCAL_API_KEY_ID,
      hashApiKey(LOCAL_API_KEY),
    ]);
  }
}
