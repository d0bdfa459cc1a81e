// Which routes take an Idempotency-Key, and which need one: as openapi.json says.
// Must never learn it from the code that does it.
import { operationsOf, readDocument } from '../fuzz/operations.js';

export type KeyUse = 'required' | 'taken' | 'none';

export class KeyedRoutes {
  private constructor(private readonly uses: ReadonlyMap<string, KeyUse>) {}

  static async read(): Promise<KeyedRoutes> {
    const uses = operationsOf(await readDocument()).map(
      ({ name, takesIdempotencyKey, needsIdempotencyKey }): [string, KeyUse] => [
        name,
        needsIdempotencyKey ? 'required' : takesIdempotencyKey ? 'taken' : 'none',
      ],
    );
    return new KeyedRoutes(new Map(uses));
  }

  /** @param template as `/v1/orders/:id/payments` */
  useOf(method: string, template: string): KeyUse {
    return this.uses.get(`${method} ${template.replace(/:(\w+)/g, '{$1}')}`) ?? 'none';
  }
}
