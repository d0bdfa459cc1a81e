// Stands between a server and PostgreSQL and stops chosen writes where a test wants them: not yet there, done but not
// committed, committed but not heard of. Must never change a statement, nor let one through that was to be stopped.
//
// What makes the second possible: a statement by itself is committed by the Sync that ends its round, not by the
// statement. Withheld, with a Flush in its place, the statement is carried out and PostgreSQL says so; nobody else sees it.
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { FLUSH, Messages, Rounds, type Message, type Round } from './postgres-messages.js';

/**
 * How far a write has come. `arrived`: it is here and not there. `executed`: carried out, not committed. `committed`:
 * PostgreSQL has said so, the server has not heard it. `heard`: it has.
 */
export type WriteMoment = 'arrived' | 'executed' | 'committed' | 'heard';

/** Told of every moment of a write; as long as it does not come back, the write stays there. */
export type WriteWatch = (moment: WriteMoment) => Promise<void>;

export interface PostgresWire {
  /** The database's address, through here. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * @param watchOf who watches a round; `null` lets it pass unwatched. In a transaction, `executed` and what follows are
 *   those of the transaction's COMMIT.
 */
export async function startPostgresWire(
  databaseUrl: string,
  watchOf: (round: Round) => WriteWatch | null,
): Promise<PostgresWire> {
  const there = new URL(databaseUrl);
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const database = connect(Number(there.port), there.hostname);
    for (const socket of [client, database]) {
      open.add(socket);
      socket.once('close', () => open.delete(socket));
      // Whoever dies takes the other end along: PostgreSQL then rolls back, as it does for a dead client.
      socket.on('error', () => socket.destroy());
    }
    client.once('close', () => database.destroy());
    database.once('close', () => client.destroy());
    new Conversation(client, database, watchOf).begin();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const here = new URL(databaseUrl);
  here.hostname = '127.0.0.1';
  here.port = String((server.address() as AddressInfo).port);
  return {
    url: here.href,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}

/** One connection of the server, and one to PostgreSQL for it. */
class Conversation {
  /** As PostgreSQL last said: idle, in a transaction, in a failed one. */
  #status = 'I';
  /** Who watches the transaction that is under way. */
  #transaction: WriteWatch | null = null;
  /** What PostgreSQL said and the server is not to hear yet. */
  #withheld: Message[] | null = null;
  #onMessage: () => void = () => undefined;

  constructor(
    private readonly client: Socket,
    private readonly database: Socket,
    private readonly watchOf: (round: Round) => WriteWatch | null,
  ) {}

  begin(): void {
    const [fromClient, fromDatabase, rounds] = [new Messages(false), new Messages(true), new Rounds()];
    let turn = Promise.resolve();
    this.client.on('data', (chunk: Buffer) => {
      for (const message of fromClient.take(chunk)) {
        const round = rounds.take(message);
        if (round) turn = turn.then(() => this.#pass(round)).catch(() => void this.client.destroy());
      }
    });
    this.database.on('data', (chunk: Buffer) => {
      for (const message of fromDatabase.take(chunk)) this.#hear(message);
    });
  }

  #hear(message: Message): void {
    if (message.type === 'Z') this.#status = String.fromCharCode(message.bytes[5] ?? 0);
    if (this.#withheld) this.#withheld.push(message);
    else this.client.write(message.bytes);
    this.#onMessage();
  }

  async #pass(round: Round): Promise<void> {
    const ended = this.#transaction;
    if (ended && /^(COMMIT|ROLLBACK)/i.test(round.statement)) {
      this.#transaction = null;
      if (/^COMMIT/i.test(round.statement)) await this.#passCommit(round, ended);
      else this.#send(round.messages);
      return;
    }
    const watch = this.watchOf(round);
    if (!watch) {
      this.#send(round.messages);
      return;
    }
    await watch('arrived');
    if (this.#status === 'I') return this.#passAlone(round, watch);
    this.#transaction = watch;
    this.#send(round.messages);
  }

  /** A statement that is a transaction by itself. */
  async #passAlone({ messages }: Round, watch: WriteWatch): Promise<void> {
    this.#withheld = [];
    this.#send(messages.slice(0, -1));
    this.database.write(FLUSH);
    const isRefused = (await this.#until('C', 'E')) === 'E';
    if (!isRefused) await watch('executed');
    this.#send(messages.slice(-1));
    await this.#until('Z');
    if (!isRefused) await watch('committed');
    this.#release();
    if (!isRefused) await watch('heard');
  }

  async #passCommit({ messages }: Round, watch: WriteWatch): Promise<void> {
    await watch('executed');
    this.#withheld = [];
    this.#send(messages);
    await this.#until('Z');
    await watch('committed');
    this.#release();
    await watch('heard');
  }

  #send(messages: readonly Message[]): void {
    for (const { bytes } of messages) this.database.write(bytes);
  }

  #release(): void {
    const withheld = this.#withheld ?? [];
    this.#withheld = null;
    for (const { bytes } of withheld) this.client.write(bytes);
  }

  /** Waits until a message of one of the types is among the withheld, and says which. */
  #until(...types: readonly string[]): Promise<string> {
    return new Promise((resolve) => {
      this.#onMessage = () => {
        const found = this.#withheld?.find(({ type }) => types.includes(type));
        if (!found) return;
        this.#onMessage = () => undefined;
        resolve(found.type);
      };
      this.#onMessage();
    });
  }
}
