// Holds calls of the house in this process to a provider until the test lets them go: for what happens while a call is
// open, however long the machine takes for it.
import { Outbound, type PostOutcome, type PostRequest } from '../../src/common/outbound/post.js';
import { waitFor } from './wait-for.js';

export interface HeldCalls {
  /** Waits until a call is held, or as many as told. */
  untilHeld(calls?: number): Promise<void>;
  /** Lets go what is held, and holds nothing more. */
  letGo(): void;
}

/** For houses whose calls are held: a call must not count as lost before the test goes on. */
export const PATIENT_WITH_PROVIDERS = { PAYCO_TIMEOUT_MS: '60000', PAYPLE_TIMEOUT_MS: '60000' } as const;

interface Hold {
  readonly about: string;
  readonly what: 'request' | 'answer';
  readonly gate: Promise<void>;
  held: number;
}

const holds = new Set<Hold>();
let isInstalled = false;

/**
 * @param about a text that the address or the body of the calls contains
 * @param what the request before it is sent, or its answer before the house hears it
 */
export function holdCalls(about: string, what: 'request' | 'answer' = 'request'): HeldCalls {
  install();
  let letGo: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (letGo = resolve));
  const hold: Hold = { about, what, gate, held: 0 };
  holds.add(hold);
  return {
    untilHeld: (calls = 1) =>
      waitFor(`${calls} call(s) about ${about}`, () => hold.held >= calls).then(() => undefined),
    letGo: () => {
      holds.delete(hold);
      letGo();
    },
  };
}

/** Every call to a provider passes here. */
function install(): void {
  if (isInstalled) return;
  isInstalled = true;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with its own object below
  const post = Outbound.prototype.post;
  Outbound.prototype.post = async function (request: PostRequest): Promise<PostOutcome> {
    await passed('request', request);
    const outcome = await post.call(this, request);
    await passed('answer', request);
    return outcome;
  };
}

async function passed(what: Hold['what'], { url, body }: PostRequest): Promise<void> {
  for (const hold of [...holds].filter((each) => each.what === what && `${url} ${body}`.includes(each.about))) {
    hold.held += 1;
    await hold.gate;
  }
}
