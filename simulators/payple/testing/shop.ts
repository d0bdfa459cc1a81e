// A small merchant for the tests: it authorizes, opens windows through the control API, confirms, bills and cancels.
// Must never look into the simulator; it knows only what a real merchant's server would.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type PaypleSimulatorOptions, startPaypleSimulator } from '../server.js';

export type Answer = Readonly<Record<string, unknown>>;

export interface Reply {
  readonly status: number;
  readonly text: string;
  readonly json: Answer;
}

export interface Keys {
  readonly cst_id: string;
  readonly custKey: string;
  readonly AuthKey: string;
  readonly return_url: string;
}

export interface WindowAnswer {
  readonly resultUrl: string | null;
  readonly fields: Record<string, string>;
  readonly posts: { url: string; fields: Record<string, string> }[];
  readonly intactFields: Record<string, string> | null;
  readonly alert: string | null;
}

export const TEST = { cst_id: 'test', custKey: 'abcd1234567890' } as const;
export const REFUND_KEY = 'a41ce010ede9fcbfb3be86b24858806596a9db68b79d138b147c3e563e1829a0';
export const CLIENT_KEY = 'test_DF55F29DA654A8CBC0F0A9DD4B556486';

/** Noon in Korea on 15 August 2025, which tests move on from. */
const NOON = Date.UTC(2025, 7, 15, 3);

let lastOid = 0;

/** Runs a simulator and a merchant's authorization server for the time of one piece of work. */
export async function withShop(
  work: (shop: Shop) => Promise<void>,
  options: Partial<PaypleSimulatorOptions> = {},
): Promise<void> {
  const clock = { now: NOON };
  const simulator = await startPaypleSimulator({
    port: 0,
    data: 'memory',
    noticeRetriesMs: [],
    now: () => clock.now,
    ...options,
  });
  const shop = new Shop(simulator.url, clock);
  try {
    await shop.open();
    await work(shop);
  } finally {
    await shop.close();
    await simulator.close();
  }
}

export class Shop {
  private server: Server | undefined;
  /** The page of this shop that loads the script. */
  pageUrl = '';

  constructor(
    readonly url: string,
    readonly clock = { now: NOON },
  ) {}

  /** Serves /pg/auth, which asks Payple for the keys of a window. */
  async open(): Promise<void> {
    const server = createServer((request, response) => {
      request.resume();
      this.auth({}, { referer: this.pageUrl }).then(
        (reply) => response.setHeader('content-type', 'application/json').end(reply.text),
        // A simulator that was killed cannot be asked any more.
        () => response.writeHead(502).end(),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.server = server;
    this.pageUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/order`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server?.closeAllConnections();
      if (this.server) this.server.close(() => resolve());
      else resolve();
    });
  }

  newOid(): string {
    lastOid += 1;
    return `order-${lastOid}`;
  }

  async auth(purpose: Answer = {}, headers: Record<string, string> = {}): Promise<Reply> {
    return this.send('POST', `${this.url}/php/auth.php`, { ...TEST, ...purpose }, headers);
  }

  async keys(purpose: Answer = {}): Promise<Keys> {
    const reply = await this.auth(purpose);
    if (reply.json.result !== 'success') throw new Error(`not authorized: ${reply.text}`);
    return reply.json as unknown as Keys;
  }

  /** Authorizes for a purpose and does the work with the keys it got. */
  async work(purpose: Answer, body: Answer): Promise<Answer> {
    return this.workWith(await this.keys(purpose), body);
  }

  async workWith(keys: Keys, body: Answer): Promise<Answer> {
    const trio = { PCD_CST_ID: keys.cst_id, PCD_CUST_KEY: keys.custKey, PCD_AUTH_KEY: keys.AuthKey };
    return (await this.send('POST', keys.return_url, { ...trio, ...body })).json;
  }

  /** What the page hands to the script; `changes` replaces fields, and undefined leaves them out. */
  parameters(changes: Answer = {}): Answer {
    return {
      PCD_CPAY_VER: '1.0.1',
      PCD_PAY_TYPE: 'card',
      PCD_PAY_WORK: 'CERT',
      PCD_CARD_VER: '01',
      payple_auth_file: '/pg/auth',
      PCD_RST_URL: '/order/result',
      PCD_PAYER_NO: '2324',
      PCD_PAYER_NAME: '홍길동',
      PCD_PAYER_HP: '01012345678',
      PCD_PAY_GOODS: '정기구독',
      PCD_PAY_TOTAL: '5000',
      PCD_PAY_OID: this.newOid(),
      ...changes,
    };
  }

  /** The buyer opens the window and finishes it. */
  async window(changes: Answer = {}, outcome = 'pay', more: Answer = {}): Promise<WindowAnswer> {
    const body = { parameters: this.parameters(changes), outcome, origin: this.pageUrl, ...more };
    const reply = await this.control('POST', 'windows', body);
    if (reply.status !== 200) throw new Error(`the window could not be played: ${reply.text}`);
    return reply.json as unknown as WindowAnswer;
  }

  async confirm(fields: Readonly<Record<string, string>>, changes: Answer = {}): Promise<Answer> {
    return (await this.confirmReply(fields, changes)).json;
  }

  async confirmReply(fields: Readonly<Record<string, string>>, changes: Answer = {}): Promise<Reply> {
    return this.send('POST', fields.PCD_PAY_COFURL ?? '', {
      PCD_CST_ID: TEST.cst_id,
      PCD_CUST_KEY: TEST.custKey,
      PCD_AUTH_KEY: fields.PCD_AUTH_KEY,
      PCD_PAY_REQKEY: fields.PCD_PAY_REQKEY,
      ...(fields.PCD_PAYER_ID ? { PCD_PAYER_ID: fields.PCD_PAYER_ID } : {}),
      ...changes,
    });
  }

  /** A window and its confirm. */
  async buy(changes: Answer = {}, more: Answer = {}): Promise<Answer & { PCD_PAY_OID: string; PCD_PAYER_ID: string }> {
    const { fields, alert } = await this.window(changes, 'pay', more);
    if (alert !== null) throw new Error(`the window said: ${alert}`);
    const paid = await this.confirm(fields);
    if (paid.PCD_PAY_RST !== 'success') throw new Error(`not paid: ${JSON.stringify(paid)}`);
    return paid as Answer & { PCD_PAY_OID: string; PCD_PAYER_ID: string };
  }

  /** A billing key, and nothing charged. */
  async register(changes: Answer = {}, more: Answer = {}): Promise<string> {
    const { fields } = await this.window({ PCD_PAY_WORK: 'AUTH', ...changes }, 'pay', more);
    if (!fields.PCD_PAYER_ID) throw new Error(`not registered: ${JSON.stringify(fields)}`);
    return fields.PCD_PAYER_ID;
  }

  async simple(payerId: string, changes: Answer = {}): Promise<Answer> {
    return this.work(
      { PCD_PAY_TYPE: 'card', PCD_SIMPLE_FLAG: 'Y' },
      { ...this.bill(payerId), PCD_SIMPLE_FLAG: 'Y', ...changes },
    );
  }

  async reguler(payerId: string, changes: Answer = {}): Promise<Answer> {
    const month = { PCD_REGULER_FLAG: 'Y', PCD_PAY_YEAR: '2025', PCD_PAY_MONTH: '08' };
    return this.work({ PCD_PAY_TYPE: 'card', PCD_REGULER_FLAG: 'Y' }, { ...this.bill(payerId), ...month, ...changes });
  }

  bill(payerId: string): Answer {
    return {
      PCD_PAY_TYPE: 'card',
      PCD_PAYER_ID: payerId,
      PCD_PAY_GOODS: '정기구독',
      PCD_PAY_TOTAL: 1000,
      PCD_PAY_OID: this.newOid(),
    };
  }

  async cancel(oid: string, won: number | string, changes: Answer = {}): Promise<Answer> {
    return this.work({ PCD_PAYCANCEL_FLAG: 'Y' }, this.cancelBody(oid, won, changes));
  }

  cancelBody(oid: string, won: number | string, changes: Answer = {}): Answer {
    return {
      PCD_REFUND_KEY: REFUND_KEY,
      PCD_PAYCANCEL_FLAG: 'Y',
      PCD_PAY_OID: oid,
      PCD_PAY_DATE: '20250815',
      PCD_REFUND_TOTAL: won,
      ...changes,
    };
  }

  async inquire(oid: string, changes: Answer = {}): Promise<Answer> {
    const body = { PCD_PAYCHK_FLAG: 'Y', PCD_PAY_TYPE: 'card', PCD_PAY_OID: oid, PCD_PAY_DATE: '20250815' };
    return this.work({ PCD_PAYCHK_FLAG: 'Y' }, { ...body, ...changes });
  }

  async control(method: string, path: string, body?: unknown): Promise<Reply> {
    return this.send(method, `${this.url}/control/${path}`, body);
  }

  async fault(fault: Answer): Promise<void> {
    const reply = await this.control('POST', 'faults', fault);
    if (reply.status !== 200) throw new Error(`the fault was not taken: ${reply.text}`);
  }

  async habit(habits: Answer): Promise<void> {
    const reply = await this.control('POST', 'habits', habits);
    if (reply.status !== 200) throw new Error(`the habit was not taken: ${reply.text}`);
  }

  /** What the simulator believes was paid under one order number. */
  async payments(oid?: string): Promise<Answer[]> {
    const query = oid === undefined ? '' : `?oid=${encodeURIComponent(oid)}`;
    return (await this.control('GET', `books${query}`)).json.payments as Answer[];
  }

  async billingKeys(): Promise<Answer[]> {
    return (await this.control('GET', 'books')).json.billingKeys as Answer[];
  }

  async send(method: string, url: string, body: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    const response = await fetch(url, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return { status: response.status, text, json: (isJson ? JSON.parse(text) : {}) as Answer };
  }
}
