// A simulator that is not there, or is something else: said so, and never followed elsewhere.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Problem } from '../../common/problems.js';
import type { PaymentProvider } from '../../orders/provider.port.js';
import { ProviderRegistry } from '../../orders/provider-registry.js';
import { SimulatorControl } from './simulator-control.js';

let elsewhere: Server;
let visitors = 0;
let url = '';
beforeAll(async () => {
  elsewhere = createServer((request, response) => {
    if (request.url === '/elsewhere') visitors += 1;
    const isRedirect = request.url?.startsWith('/redirects') === true;
    response.writeHead(isRedirect ? 302 : 200, { location: '/elsewhere' }).end('<html>hello</html>');
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => elsewhere.close(resolve)));

/** Of one provider; `null`: it is not simulated. */
function controlOf(simulatorUrl: string | null): SimulatorControl {
  const registry = new ProviderRegistry();
  const simulator = simulatorUrl === null ? null : { url: simulatorUrl, faults: {}, referenceName: 'reference' };
  registry.register({ name: 'somepay', simulator } as PaymentProvider);
  return new SimulatorControl(registry);
}

test.each([
  ['nobody listens', () => 'http://127.0.0.1:1'],
  ['somebody answers a page', () => url],
  ['somebody sends us elsewhere', () => `${url}/redirects`],
])('when %s, it was not reached', async (_, address) => {
  const control = controlOf(address());
  const simulated = control.find('somepay');
  for (const attempt of [
    () => control.faults(simulated),
    () => control.place(simulated, {}),
    () => control.clear(simulated),
  ]) {
    const fault = await attempt().catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(Problem);
    expect((fault as Problem).code).toBe('provider_not_reached');
  }
  expect(visitors, 'nobody is followed').toBe(0);
});

test('a provider that answers itself has no simulator', () => {
  expect(() => controlOf(null).all()).toThrow('Nothing is simulated here.');
  expect(() => controlOf(url).find('otherpay')).toThrow('There is no such simulator.');
});
