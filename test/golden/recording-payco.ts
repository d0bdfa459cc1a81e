// A PAYCO that only knows how to answer as it did on the logged day, and writes down everything it is sent.
// Must never judge a request; the tests do.
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ProductionLog } from './production-log.js';

/** One request, as it arrived. */
export interface RecordedCall {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export class RecordingPayco {
  readonly calls: RecordedCall[] = [];
  #server: Server | null = null;
  #reserved = 0;

  constructor(private readonly log: ProductionLog) {}

  /** Starts it. Returns its address. */
  async listen(): Promise<string> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        const { method = '', url = '', headers } = request;
        const call = { method, path: url, headers, text, body: JSON.parse(text) as RecordedCall['body'] };
        this.calls.push(call);
        response.writeHead(200, { 'content-type': 'application/json;charset=UTF-8' }).end(this.#answer(call));
      });
    });
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  /** What was sent about an order. */
  about(orderNumber: string): RecordedCall[] {
    return this.calls.filter((call) => call.body['sellerOrderReferenceKey'] === orderNumber);
  }

  /** For the logged order the very bytes of the log; for others the same with their own numbers and amounts. */
  #answer({ path, body }: RecordedCall): string {
    const isLogged = body['sellerOrderReferenceKey'] === this.log.returnQuery.get('sellerOrderReferenceKey');
    switch (path) {
      case '/outseller/order/reserve':
        return isLogged ? this.log.reserve.answerText : this.#reserveAgain();
      case '/outseller/payment/approval':
        return isLogged ? this.log.approval.answerText : this.#approvalOf(body);
      case '/outseller/order/cancel':
        return isLogged ? this.log.cancel.answerText : this.#cancelOf(body);
      default:
        return '{"code":1001,"message":"not on that day","redirectUrl":null}';
    }
  }

  #reserveAgain(): string {
    this.#reserved += 1;
    const reserveOrderNo = `2019062520000009${String(this.#reserved).padStart(2, '0')}`;
    return this.log.reserve.answerText.replaceAll(this.#logged('reserveOrderNo'), reserveOrderNo);
  }

  #approvalOf(body: RecordedCall['body']): string {
    return this.log.approval.answerText
      .replaceAll(this.#logged('reserveOrderNo'), String(body['reserveOrderNo']))
      .replaceAll(this.#logged('sellerOrderReferenceKey'), String(body['sellerOrderReferenceKey']));
  }

  /** Only for the first cancellation of a payment of the logged amount. */
  #cancelOf(body: RecordedCall['body']): string {
    const amountWon = Number(body['cancelTotalAmt']);
    const leftWon = Number(this.#logged('totalPaymentAmt')) - amountWon;
    return this.log.cancel.answerText
      .replace(/"totalCancelPaymentAmt":[\d.]+/, `"totalCancelPaymentAmt":${amountWon}.0`)
      .replace(/"remainCancelPossibleAmt":[\d.]+/, `"remainCancelPossibleAmt":${leftWon}.0`);
  }

  #logged(name: string): string {
    return this.log.returnQuery.get(name) ?? '';
  }
}
