// A server made of bytes alone, which does to a connection whatever a test tells it, however wrong.
// Must never end a connection by itself.
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** What it does to a connection; `heard` resolves when something came over it. */
export type Unruliness = (socket: Socket, heard: Promise<void>) => void;

export class UnrulyPeer {
  /** How many connections came. */
  connections = 0;
  readonly #open = new Set<Socket>();
  readonly #server: Server;

  constructor(behave: Unruliness) {
    this.#server = createServer((socket) => {
      this.connections += 1;
      this.#open.add(socket);
      socket.on('close', () => this.#open.delete(socket));
      // The other side hangs up as it likes.
      socket.on('error', () => undefined);
      const heard = new Promise<void>((resolve) => socket.once('data', () => resolve()));
      behave(socket, heard);
    });
  }

  /** @returns the port */
  async start(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return (this.#server.address() as AddressInfo).port;
  }

  /** Connections that are open at its side. */
  get open(): number {
    return this.#open.size;
  }

  /** Reads whatever came; otherwise it would never notice that the other side is gone. */
  readAll(): void {
    for (const socket of this.#open) socket.resume();
  }

  async stop(): Promise<void> {
    for (const socket of this.#open) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** Says this once it has heard something, and no more. */
export function says(...parts: readonly string[]): Unruliness {
  return (socket, heard) => void heard.then(() => parts.forEach((part) => socket.write(part)));
}

/** Says the first part once it has heard something, and then the other again and again, a moment apart. */
export function tricklesOn(first: string, again: string): Unruliness {
  return (socket, heard) =>
    void heard.then(() => {
      socket.write(first);
      const timer = setInterval(() => socket.write(again), 5);
      socket.on('close', () => clearInterval(timer));
    });
}

/** Says the first part once it has heard something, and then the other as often as the connection takes it. */
export function poursOn(first: string, again: string): Unruliness {
  const much = again.repeat(Math.ceil(16_384 / again.length));
  return (socket, heard) =>
    void heard.then(() => {
      const pour = (): void => {
        while (!socket.destroyed && socket.write(much));
      };
      socket.write(first);
      socket.on('drain', pour);
      pour();
    });
}

/** Says this once it has heard something, and does something else to the connection when it is said. */
export function saysAndThen(text: string, end: (socket: Socket) => void): Unruliness {
  return (socket, heard) => void heard.then(() => socket.write(text, () => end(socket)));
}
