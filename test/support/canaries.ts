// Secrets that must be seen nowhere, and a nose that finds them in any text, also encoded.
// Must never forgive a find: a place where one belongs is written down beside the canary, with the reason.

/** A place where something was said: a column, a log line, an answer. */
export interface Place {
  /** For example `GET /v1/orders/{id} 200`. */
  readonly name: string;
  readonly text: string;
}

interface Canary {
  readonly name: string;
  readonly spellings: readonly string[];
  readonly belongsIn: RegExp | null;
}

/** Shorter ones would be found by chance. */
const SHORTEST = 8;

export class Canaries {
  readonly #canaries = new Map<string, Canary>();

  /** How many there are. */
  get size(): number {
    return this.#canaries.size;
  }

  /** Names of the kinds there are. */
  get kinds(): ReadonlySet<string> {
    return new Set([...this.#canaries.values()].map(({ name }) => name));
  }

  /**
   * @param name what it is, as in "the refund key"
   * @param belongsIn the places, by name, whose very purpose is to hand it over
   */
  add(name: string, secret: string, belongsIn: RegExp | null = null): void {
    if (secret.length < SHORTEST) throw new Error(`${name} is too short to be looked for.`);
    if (this.#canaries.has(secret)) return;
    this.#canaries.set(secret, { name, spellings: spellingsOf(secret), belongsIn });
  }

  /** One sentence for each canary in each place. The canary itself is not repeated. */
  findIn(places: Iterable<Place>): string[] {
    const finds: string[] = [];
    for (const place of places) {
      for (const { name, spellings, belongsIn } of this.#canaries.values()) {
        if (belongsIn?.test(place.name) === true) continue;
        if (spellings.some((spelling) => place.text.includes(spelling))) finds.push(`${name} is in ${place.name}`);
      }
    }
    return [...new Set(finds)];
  }
}

/** As it is, in an address, in a form, in JSON, in base64 and in hexadecimal. */
function spellingsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [
    ...new Set([
      secret,
      encodeURIComponent(secret),
      new URLSearchParams({ '': secret }).toString().slice(1),
      JSON.stringify(secret).slice(1, -1),
      bytes.toString('base64').replace(/=+$/, ''),
      bytes.toString('base64url'),
      bytes.toString('hex'),
      ...(/^\d{16}$/.test(secret) ? ['-', ' '].map((mark) => grouped(secret, mark)) : []),
    ]),
  ];
}

function grouped(digits: string, mark: string): string {
  return digits.replace(/(\d{4})(?=\d)/g, `$1${mark}`);
}
