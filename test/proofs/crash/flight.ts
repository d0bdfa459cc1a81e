// One cell on its way through the server: followed by both wires from moment to moment, stopped at its kill point.
// Must never go on once it is stopped; only the death of the server ends it.
import { readId } from '../../../src/common/ids.js';
import type { CallMoment, CallWatch, WiredCall } from '../../support/provider-wire.js';
import type { Round } from '../../support/postgres-messages.js';
import type { WriteMoment, WriteWatch } from '../../support/postgres-wire.js';
import type { Arrival } from '../../support/webhook-receiver.js';
import { isDelivery, type Fault, type KillPoint, type Moment } from './points.js';

/** A cell of the matrix: a way through the server, killed at a point, with the provider at fault. */
export interface Cell {
  readonly path: string;
  readonly point: KillPoint;
  readonly fault: Fault;
  /** A number of its own, also the order's. */
  readonly orderNumber: string;
}

/** How a flight's statements and calls are known from others'. */
export interface Marks {
  /** Texts of which one is in every write of it, every body that it sends, and every event that tells of it. */
  readonly texts: readonly string[];
  /** Which of its writes is the intent: 1 is the first. */
  readonly intent: number;
  /** The call that the intent is for, by its path. */
  readonly call: RegExp;
  /** Whether a job makes the call: then nobody waits for the answer, and it is told when the server knows that it is kept. */
  readonly isJob: boolean;
}

/** Orders the fault for a call that is about to be passed on, and comes back when the call has met it. */
export type FaultOrder = (call: WiredCall) => Promise<{ met(): Promise<void> }>;

/** What notes that an event was sent. It names the event, and nothing of the flight. */
const NOTE = /^\s*WITH noted AS/;

export class Flight {
  /** What happened, with the time since the beginning in ms. */
  readonly story: string[] = [];
  /** Comes back when it is stopped at its kill point. */
  readonly stopped: Promise<void>;
  #stop: () => void = () => undefined;
  readonly #startedMs = performance.now();
  #writes = 0;
  #isArmed = false;
  #isFree = false;
  #called: 'not yet' | 'under way' | 'answered' = 'not yet';
  #isWritten = false;
  #hasMetFault = false;
  #isStopped = false;
  #isOver = false;
  #firstEvent: string | null = null;

  constructor(
    readonly cell: Cell,
    private readonly marks: Marks,
    private readonly order: FaultOrder,
  ) {
    this.stopped = new Promise((resolve) => (this.#stop = resolve));
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** Whether whoever asked has the answer: only sending events is left to do. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** The event that was on its way when the server was killed; `null` where none was. */
  get eventOnItsWay(): string | null {
    return this.#isStopped && isDelivery(this.cell.point) ? this.#firstEvent : null;
  }

  /** From now on its writes count, and it is stopped at its point. */
  arm(): void {
    this.#isArmed = true;
  }

  /** The server is dead: nothing is stopped any more, only the fault is still to be met by the first call. */
  free(): void {
    this.#isFree = true;
  }

  tell(what: string): void {
    this.story.push(`${String(Math.round(performance.now() - this.#startedMs)).padStart(6)} ms  ${what}`);
  }

  /** The caller has been answered. */
  async told(answer: string): Promise<void> {
    if (this.#isFree) return;
    this.tell(`the caller is told ${answer}`);
    if (!this.marks.isJob) await this.#over();
  }

  /** An event is at the receiver. @returns whether it is never to be answered */
  isHeldBack({ event, body }: Arrival): boolean {
    if (!this.#isArmed || !this.#isMarked(body)) return false;
    this.tell(`the receiver has ${event.type}, version ${event.version}`);
    this.#firstEvent ??= event.id;
    if (event.id !== this.#firstEvent || !this.#isAt('delivery held')) return false;
    this.#halt();
    return true;
  }

  watchOfWrite(round: Round): WriteWatch | null {
    if (!this.#isArmed || this.#isFree) return null;
    if (NOTE.test(round.statement)) return this.#watchOfNote(bytesOf(round));
    if (!this.#isMarked(bytesOf(round))) return null;
    this.#writes += 1;
    const step = this.#stepOfWrite();
    const title = `write ${this.#writes}${step === null ? '' : ` (the ${step})`}`;
    return async (moment: WriteMoment) => {
      this.tell(`${title} ${moment}`);
      if (step !== null) await this.#at(`${step} ${moment}`);
      if (step === 'answer' && moment === 'heard' && this.marks.isJob) await this.#over();
    };
  }

  watchOfCall(call: WiredCall): CallWatch | null {
    if (!this.#isArmed || !this.marks.call.test(call.path) || !this.#isMarked(call.body)) return null;
    const isTheOne = this.#called === 'not yet' && this.#writes >= this.marks.intent && !this.#isFree;
    if (isTheOne) this.#called = 'under way';
    const meetsFault = !this.#hasMetFault && (isTheOne || this.#isFree);
    const title = `call ${call.path}${isTheOne ? '' : ' (another one)'}`;
    let fault: { met(): Promise<void> } | null = null;
    return async (moment: CallMoment) => {
      this.tell(`${title} ${moment}${moment === 'passed' && meetsFault ? `, meets ${this.cell.fault.name}` : ''}`);
      if (moment === 'answered' && isTheOne) this.#called = 'answered';
      // A call that was stopped here has met no fault; the one that takes its place will.
      if (isTheOne && moment !== 'passed') await this.#at(`call ${moment}`);
      if (moment === 'arrived' && meetsFault) {
        this.#hasMetFault = true;
        fault = await this.order(call);
      }
      if (moment === 'passed') {
        await fault?.met();
        if (isTheOne && this.cell.fault.isSlow) await this.#at('call answered');
      }
    };
  }

  #stepOfWrite(): 'intent' | 'answer' | null {
    if (this.#writes === this.marks.intent) return 'intent';
    if (this.#called !== 'answered' && !(this.#called === 'under way' && this.cell.fault.isSlow)) return null;
    if (this.#isWritten) return null;
    this.#isWritten = true;
    return 'answer';
  }

  #watchOfNote(bytes: string): WriteWatch | null {
    const id = this.#firstEvent === null ? null : readId('event', this.#firstEvent);
    if (id === null || !bytes.includes(id)) return null;
    return async (moment: WriteMoment) => {
      this.tell(`note of its first event ${moment}`);
      if (moment === 'arrived') await this.#at('note arrived');
    };
  }

  #over(): Promise<void> {
    this.#isOver = true;
    return this.#at('told');
  }

  #at(moment: Moment): Promise<void> {
    if (!this.#isAt(moment)) return Promise.resolve();
    this.#halt();
    // Who has been told holds nothing; a connection kept from there would be missing elsewhere.
    return moment === 'told' ? Promise.resolve() : new Promise(() => undefined);
  }

  #isAt(moment: Moment): boolean {
    return !this.#isFree && moment === this.cell.point.at;
  }

  #halt(): void {
    this.tell(`stopped at "${this.cell.point.name}"`);
    this.#isStopped = true;
    this.#stop();
  }

  #isMarked(text: string): boolean {
    return this.marks.texts.some((mark) => text.includes(mark));
  }
}

function bytesOf({ messages }: Round): string {
  return messages.map(({ bytes }) => bytes.toString('latin1')).join('');
}
