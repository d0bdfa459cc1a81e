// People with sessions at the refund desk, for requests to be made in their name.
// Must never let a fuzz sign out whoever makes the next ones: the local administrator stays out of its reach.
import { DeskVisitor, LOCAL_ADMINISTRATOR, SECOND_LOCAL_ADMINISTRATOR } from '../../support/desk-visitor.js';

/** Somebody who may do everything, signed in. */
export interface DeskWorker {
  readonly id: string;
  readonly sessionId: string;
  readonly sessionToken: string;
  readonly csrfToken: string;
  /** A view of the orders that they keep. */
  readonly viewId: string;
}

const ROLES = ['viewer', 'operator', 'approver', 'administrator'];
const PASSWORD = 'a sentence for the fuzz';
let made = 0;

export class FuzzDesk {
  /** Known as a device, so that wrong sign-ins of the fuzz do not slow it. */
  readonly #administrator: DeskVisitor;
  /** Approves what the first one asks for. */
  readonly #second: DeskVisitor;

  constructor(private readonly url: string) {
    this.#administrator = new DeskVisitor(url);
    this.#second = new DeskVisitor(url);
  }

  /** Somebody who may ask for everything, for what the world begins with. */
  get administrator(): DeskVisitor {
    return this.#administrator;
  }

  /** To be called before anything else here. */
  async signIn(): Promise<void> {
    await this.#administrator.signIn(LOCAL_ADMINISTRATOR);
    await this.#second.signIn(SECOND_LOCAL_ADMINISTRATOR);
  }

  /** Somebody who was invited and has not come. */
  async invited(): Promise<{ readonly id: string; readonly email: string; readonly token: string }> {
    made += 1;
    const email = `worker${made}@fuzz.example.com`;
    const wish = { email, name: `Worker ${made}`, roles: ROLES };
    interface Made {
      readonly person: { readonly id: string };
      readonly invitation: { readonly url: string; readonly waitsForChangeId: string | null };
    }
    const { body } = await this.#administrator.call<Made>('POST', '/admin/people', wish);
    await this.#second.call('POST', `/admin/changes/${body.invitation.waitsForChangeId ?? ''}/approvals`);
    return { id: body.person.id, email, token: body.invitation.url.split('#')[1] ?? '' };
  }

  /** Where the exchanges of an order are. */
  async exchangePaths(orderId: string): Promise<string[]> {
    const path = `/admin/orders/${orderId}/timeline`;
    const { body } = await this.#administrator.call<{ entries: { id: string; kind: string }[] }>('GET', path);
    return body.entries.filter(({ kind }) => kind === 'exchange').map(({ id }) => `${orderId}/exchanges/${id}`);
  }

  async worker(): Promise<DeskWorker> {
    const { id, email, token } = await this.invited();
    // The invitation makes the device known, so this sign-in is not slowed either.
    const visitor = new DeskVisitor(this.url);
    await visitor.call('POST', `/admin/invitations/${token}`, { password: PASSWORD });
    await visitor.signIn({ email, password: PASSWORD });
    const { body } = await visitor.call<{ items: { id: string }[] }>('GET', '/admin/sessions');
    const sessionToken = visitor.cookies.get('gyeolje_session') ?? '';
    const view = await visitor.call<{ id: string }>('POST', '/admin/views', { name: 'A view', filters: {} });
    return {
      id,
      sessionId: body.items[0]?.id ?? '',
      sessionToken,
      csrfToken: visitor.csrfToken ?? '',
      viewId: view.body.id,
    };
  }
}
