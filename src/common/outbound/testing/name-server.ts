// A name server over UDP that answers what a test tells it, or nothing at all.
// Must never ask another one.
import { createSocket, type Socket } from 'node:dgram';

const TYPE_A = 1;
const TYPE_AAAA = 28;
const NO_ERROR = 0;
const NO_SUCH_NAME = 3;
const HEADER_BYTES = 12;

/** What it does with a question for a name: tells these addresses, refuses with a code, or is silent for some types. */
export interface NameAnswer {
  readonly ipv4?: readonly (readonly number[])[] | 'silence';
  readonly ipv6?: readonly (readonly number[])[] | 'silence';
  readonly code?: number;
}

export class NameServer {
  /** What it was asked, as `A shop.example.com`, in its order. */
  readonly asked: string[] = [];
  /** How to answer for each name; there is no other. */
  answers: Readonly<Record<string, NameAnswer>> = {};
  /** Hears everything and answers nothing. */
  isSilent = false;
  readonly #socket: Socket = createSocket('udp4');

  /** @returns its address, as `Resolver.setServers` takes it */
  async start(): Promise<string> {
    this.#socket.on('message', (question, { port, address }) => {
      const answer = this.#answerTo(question);
      if (answer) this.#socket.send(answer, port, address);
    });
    await new Promise<void>((resolve) => this.#socket.bind(0, '127.0.0.1', resolve));
    return `127.0.0.1:${this.#socket.address().port}`;
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.#socket.close(resolve));
  }

  #answerTo(message: Buffer): Buffer | null {
    const { name, type, question } = read(message);
    this.asked.push(`${type === TYPE_AAAA ? 'AAAA' : 'A'} ${name}`);
    if (this.isSilent) return null;
    const known = this.answers[name];
    const addresses = (type === TYPE_AAAA ? known?.ipv6 : type === TYPE_A ? known?.ipv4 : []) ?? [];
    if (addresses === 'silence') return null;
    const header = Buffer.alloc(HEADER_BYTES);
    message.copy(header, 0, 0, 2);
    // An answer to a question that may be passed on, from a server that passes questions on.
    header.writeUInt16BE(0x8180 | (known ? (known.code ?? NO_ERROR) : NO_SUCH_NAME), 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(addresses.length, 6);
    return Buffer.concat([header, question, ...addresses.map((address) => record(type, address))]);
  }
}

/** The only question of a message. */
function read(message: Buffer): { name: string; type: number; question: Buffer } {
  const labels: string[] = [];
  let at = HEADER_BYTES;
  for (let length = message.readUInt8(at); length > 0; length = message.readUInt8(at)) {
    labels.push(message.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  const name = labels.join('.').toLowerCase();
  return { name, type: message.readUInt16BE(at + 1), question: message.subarray(HEADER_BYTES, at + 5) };
}

/** An address of the name that was asked for, to be kept no time at all. */
function record(type: number, address: readonly number[]): Buffer {
  const header = Buffer.alloc(12);
  header.writeUInt16BE(0xc000 | HEADER_BYTES, 0);
  header.writeUInt16BE(type, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(address.length, 10);
  return Buffer.concat([header, Buffer.from(address)]);
}
