// Talks to the control API of the simulators, which knows what goes wrong next.
// Must never reach anything but a simulator: without one, nothing here exists.
import { Injectable } from '@nestjs/common';
import { Deadline } from '../../common/outbound/deadline.js';
import { Problem } from '../../common/problems.js';
import { ProviderRegistry } from '../../orders/provider-registry.js';
import type { SimulatorPort } from '../../orders/simulator.port.js';

/** A fault as the control API tells it; fields that it does not have are left out. */
export interface ToldFault {
  readonly id: number;
  readonly endpoint: string;
  readonly fault: string;
  readonly effect: string;
  readonly delayMs: number;
  readonly left: number | null;
  readonly percent: number | null;
  readonly hits: number;
  readonly [more: string]: unknown;
}

/** A provider that is simulated. */
export interface Simulated {
  readonly provider: string;
  readonly simulator: SimulatorPort;
}

const DEADLINE_MS = 3_000;

@Injectable()
export class SimulatorControl {
  constructor(private readonly registry: ProviderRegistry) {}

  /** All of them. @throws Problem `not_found` when nothing is simulated */
  all(): Simulated[] {
    const simulated = this.registry
      .all()
      .flatMap(({ name, simulator }) => (simulator === null ? [] : [{ provider: name, simulator }]));
    if (simulated.length === 0) throw new Problem('not_found', { detail: 'Nothing is simulated here.' });
    return simulated;
  }

  /** @throws Problem `not_found` */
  find(provider: string): Simulated {
    const found = this.all().find((each) => each.provider === provider);
    if (!found) throw new Problem('not_found', { detail: 'There is no such simulator.' });
    return found;
  }

  /** What is ordered and was not met yet, the oldest first. @throws Problem `provider_not_reached` */
  async faults({ simulator }: Simulated): Promise<ToldFault[]> {
    return (await call<{ faults: ToldFault[] }>(simulator, 'GET', '')).faults;
  }

  /** @throws Problem `malformed_request` with the simulator's own sentence; `provider_not_reached` */
  async place({ simulator }: Simulated, fault: Readonly<Record<string, unknown>>): Promise<ToldFault> {
    return (await call<{ fault: ToldFault }>(simulator, 'POST', '', fault)).fault;
  }

  /** Takes one back; one that is gone changes nothing. @throws Problem `provider_not_reached` */
  async takeBack({ simulator }: Simulated, faultId: number): Promise<void> {
    await call(simulator, 'DELETE', `/${faultId}`);
  }

  /** Takes all back. @throws Problem `provider_not_reached` */
  async clear({ simulator }: Simulated): Promise<void> {
    await call(simulator, 'DELETE', '');
  }
}

async function call<T>({ url }: SimulatorPort, method: string, path: string, body?: object): Promise<T> {
  let response: Response;
  let answer: unknown;
  const deadline = new Deadline(DEADLINE_MS);
  try {
    const responding = fetch(`${url}/control/faults${path}`, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      redirect: 'error',
      signal: deadline.signal,
    });
    response = await deadline.within(responding);
    answer = await deadline.within(response.json());
  } catch {
    throw new Problem('provider_not_reached', { detail: `The simulator at ${url} does not answer.` });
  } finally {
    deadline.end();
  }
  if (response.ok) return answer as T;
  const { error } = answer as { error?: unknown };
  throw new Problem('malformed_request', { detail: `The simulator says: ${String(error)}` });
}
