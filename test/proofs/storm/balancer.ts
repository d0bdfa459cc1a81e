// What stands before two servers in production: it hands each connection to one that takes it.
// Must never read or repeat a request; when a server dies, its callers notice.
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export class Balancer {
  #next = 0;

  private constructor(
    private readonly server: Server,
    private readonly ports: readonly number[],
    private readonly sockets: Set<Socket>,
  ) {}

  /** @param ports of the servers behind it, on this machine */
  static async open(ports: readonly number[]): Promise<Balancer> {
    const sockets = new Set<Socket>();
    const server = createServer({ pauseOnConnect: true });
    const balancer = new Balancer(server, ports, sockets);
    server.on('connection', (caller) => balancer.#pass(caller, ports.length));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return balancer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  /** Takes the servers in turns; one that refuses is passed over. */
  #pass(caller: Socket, triesLeft: number): void {
    const port = this.ports[this.#next++ % this.ports.length] ?? 0;
    const server = this.#kept(connect({ host: '127.0.0.1', port }));
    const refuse = (): void => {
      if (triesLeft > 1) this.#pass(caller, triesLeft - 1);
      else caller.destroy();
    };
    server.once('error', refuse);
    server.once('connect', () => {
      server.off('error', refuse);
      this.#join(this.#kept(caller), server);
    });
  }

  #join(caller: Socket, server: Socket): void {
    for (const [one, other] of [
      [caller, server],
      [server, caller],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
      one.pipe(other);
    }
    caller.resume();
  }

  #kept(socket: Socket): Socket {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    return socket;
  }
}
