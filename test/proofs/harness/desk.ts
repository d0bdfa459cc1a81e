// People at the refund desk for proofs: invited, signed in, half signed in.
// Must never let anybody in by another way than invitation and sign-in.
import { PeopleService, type NewPerson } from '../../../src/people/people.service.js';
import { showId } from '../../../src/common/ids.js';
import type { Role } from '../../../src/rights/roles.js';
import { codeOf, DeskVisitor } from '../../support/desk-visitor.js';
import { approveAbout } from '../../support/second-person.js';
import type { House } from '../../support/house.js';
import type { Merchant } from '../../support/merchant.js';

const NOBODY = { personId: null, name: 'the proof', address: null };
let made = 0;

export class Desk {
  /** Of everybody who is made here. */
  readonly password = 'one sentence for the proof';

  /** @param merchant whose orders the desk sees */
  constructor(
    private readonly house: Pick<House, 'url' | 'app'>,
    readonly merchant: Merchant,
  ) {}

  /** Somebody who is to be made. */
  newPerson(role: Role = 'viewer', refundLimitWon?: number): NewPerson {
    made += 1;
    return { email: `somebody${made}@proof.example.com`, name: `Somebody ${made}`, roles: [role], refundLimitWon };
  }

  /** Somebody who was invited and has not come. */
  async invited(
    role: Role = 'viewer',
    refundLimitWon?: number,
  ): Promise<{ readonly id: string; readonly email: string; readonly token: string }> {
    const service = this.house.app.get(PeopleService, { strict: false });
    const { person, invitation } = await service.create(NOBODY, this.newPerson(role, refundLimitWon));
    await approveAbout(this.house.app, showId('person', person.id));
    return { id: showId('person', person.id), email: person.email, token: invitation.token };
  }

  /** Somebody who can sign in. */
  async somebody(role: Role, refundLimitWon?: number): Promise<{ readonly email: string; readonly password: string }> {
    const { email, token } = await this.invited(role, refundLimitWon);
    const { password } = this;
    const { status } = await new DeskVisitor(this.house.url).call('POST', `/admin/invitations/${token}`, { password });
    if (status !== 200) throw new Error(`The invitation was answered ${status}.`);
    return { email, password };
  }

  /** Somebody new with a session of their own. */
  async signedIn(role: Role): Promise<DeskVisitor> {
    const visitor = new DeskVisitor(this.house.url);
    await visitor.signIn(await this.somebody(role));
    return visitor;
  }

  /** Sets up a second factor in a session. */
  async enrol(visitor: DeskVisitor): Promise<{ readonly secret: string; readonly recoveryCodes: readonly string[] }> {
    const begun = await visitor.call<{ secret: string }>('POST', '/admin/second-factor/enrolments', {});
    const { secret } = begun.body;
    const { body } = await visitor.call<{ recoveryCodes: string[] }>('POST', '/admin/second-factor', {
      code: codeOf(secret),
    });
    await visitor.learnToken();
    return { secret, recoveryCodes: body.recoveryCodes };
  }

  /** Somebody who has given their password and owes the second factor. */
  async halfSignedIn(
    role: Role,
  ): Promise<{ readonly visitor: DeskVisitor; readonly recoveryCodes: readonly string[] }> {
    const who = await this.somebody(role);
    const first = new DeskVisitor(this.house.url);
    await first.signIn(who);
    const { recoveryCodes } = await this.enrol(first);
    const visitor = new DeskVisitor(this.house.url);
    await visitor.signIn(who);
    return { visitor, recoveryCodes };
  }
}
