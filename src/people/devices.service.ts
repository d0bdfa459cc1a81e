// Knows the devices that people have signed in from: strangers' guesses do not slow those.
// Must never let a device in: it is only told from others, and has tries of its own that are counted.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../common/clock.js';
import { newId } from '../common/ids.js';
import { DEVICE_LIFETIME_MS } from './cookies.js';
import { hashOf, newToken } from './tokens.js';

@Injectable()
export class DevicesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Whether this person has signed in from the device.
   *
   * @returns its id (a UUID), or `null`
   */
  async find(token: string | null, personId: string | null): Promise<string | null> {
    const [device] = await this.dataSource.query<{ id: string }[]>(
      'SELECT id FROM known_devices WHERE token_hash = $1 AND person_id = $2 AND last_seen_at > $3',
      [token === null ? null : hashOf(token), personId, this.#oldest()],
    );
    return device?.id ?? null;
  }

  /**
   * Remembers that a person has signed in from a device, with every factor they need.
   *
   * @param presented the token that it brought, if any
   * @returns the token for its cookie: its own if it was one of ours, else a new one, so that nobody can plant one
   */
  async remember(manager: EntityManager, personId: string, presented: string | null): Promise<string> {
    await manager.query('DELETE FROM known_devices WHERE last_seen_at <= $1', [this.#oldest()]);
    const isOurs =
      presented !== null &&
      (await manager.query<unknown[]>('SELECT FROM known_devices WHERE token_hash = $1 LIMIT 1', [hashOf(presented)]))
        .length > 0;
    const token = isOurs ? presented : newToken();
    await manager.query(
      `INSERT INTO known_devices (id, person_id, token_hash, last_seen_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (token_hash, person_id) DO UPDATE SET last_seen_at = $4`,
      [newId(), personId, hashOf(token), this.clock.now()],
    );
    return token;
  }

  #oldest(): Date {
    return new Date(this.clock.now().getTime() - DEVICE_LIFETIME_MS);
  }
}
