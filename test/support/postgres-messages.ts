// Cuts the stream between a client and PostgreSQL into the messages of its protocol.
// Must never look further into a message than to know where it ends and what statement it carries.

/** One message, whole: its type, its length, its content. */
export interface Message {
  /** The letter that it begins with; empty for the first one of a client, which has none. */
  readonly type: string;
  readonly bytes: Buffer;
}

/** Collects chunks and gives out whole messages. */
export class Messages {
  #rest: Buffer = Buffer.alloc(0);

  /** @param isGreeted false on the client's side, whose first message has no type */
  constructor(private isGreeted: boolean) {}

  /** The messages that this chunk completes. */
  take(chunk: Buffer): Message[] {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const whole: Message[] = [];
    for (let next = this.#next(); next !== null; next = this.#next()) whole.push(next);
    return whole;
  }

  #next(): Message | null {
    const typeBytes = this.isGreeted ? 1 : 0;
    if (this.#rest.length < typeBytes + 4) return null;
    const length = typeBytes + this.#rest.readInt32BE(typeBytes);
    if (this.#rest.length < length) return null;
    const bytes = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    this.isGreeted = true;
    return { type: typeBytes === 0 ? '' : String.fromCharCode(bytes[0] ?? 0), bytes };
  }
}

/** What a client says before it waits for an answer: a plain query, or everything up to a Sync. */
export interface Round {
  /** The statement; empty when there is none, as in a greeting. */
  readonly statement: string;
  readonly messages: readonly Message[];
}

/** After these a client waits. */
const ROUND_ENDS: ReadonlySet<string> = new Set(['', 'Q', 'S', 'X', 'p', 'd', 'c', 'f', 'H']);

/** Gathers a client's messages into rounds. */
export class Rounds {
  #gathered: Message[] = [];

  /** The round that this message ends, or `null` while there is more to come. */
  take(message: Message): Round | null {
    this.#gathered.push(message);
    if (!ROUND_ENDS.has(message.type)) return null;
    const messages = this.#gathered;
    this.#gathered = [];
    return { statement: messages.map(statementOf).join(''), messages };
  }
}

/** A Parse names the prepared statement first; both texts end with a zero. */
function statementOf({ type, bytes }: Message): string {
  if (type !== 'Q' && type !== 'P') return '';
  const start = type === 'P' ? bytes.indexOf(0, 5) + 1 : 5;
  return bytes.toString('utf8', start, bytes.indexOf(0, start));
}

/** Asks PostgreSQL to say now what it has to say, without ending the round: nothing is committed by it. */
export const FLUSH = Buffer.from([0x48, 0, 0, 0, 4]);
