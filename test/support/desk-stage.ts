// The refund desk's people on a stage of their own: real guards, real HTTP, real database, a clock that stands still.
// Must never let anybody in by another way than invitation and sign-in.
import type { Controller } from '@nestjs/common/interfaces/index.js';
import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { showId } from '../../src/common/ids.js';
import type { Environment } from '../../src/config/environment.js';
import type { Mode } from '../../src/config/platform.config.js';
import { PeopleModule } from '../../src/people/people.module.js';
import { PeopleService } from '../../src/people/people.service.js';
import type { Role } from '../../src/rights/roles.js';
import { bootGuardedApp, platformIn, StillClock } from '../medium/guarded-app.js';
import { approveAbout } from './second-person.js';
import { codeOf, DeskVisitor } from './desk-visitor.js';

/** Where browsers think the server is. */
const DESK_ORIGIN = 'https://pay.example.com';

/** Somebody who can sign in. */
export interface Colleague {
  readonly id: string;
  /** As the API shows it. */
  readonly shownId: string;
  readonly email: string;
  readonly password: string;
}

/** An entry of the trail, as the database has it. */
export interface TrailRow {
  readonly action: string;
  readonly person_name: string;
  readonly person_id: string | null;
  readonly address: string | null;
  readonly subject: string | null;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
  readonly reason: string | null;
}

let made = 0;

export class DeskStage {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly url: string,
    readonly clock: StillClock,
  ) {}

  static async open(
    databaseUrl: string,
    mode: Mode = 'production',
    controllers: Type<Controller>[] = [],
    environment: Environment = {},
  ): Promise<DeskStage> {
    const clock = new StillClock();
    const app = await bootGuardedApp({
      databaseUrl,
      platform: platformIn(mode, { RATE_LIMIT_PER_ADDRESS: '100000', ...environment }),
      clock,
      imports: [PeopleModule],
      controllers,
      trustedProxies: ['127.0.0.1'],
    });
    await app.listen({ host: '127.0.0.1', port: 0 });
    return new DeskStage(app, await app.getUrl(), clock);
  }

  get dataSource(): DataSource {
    return this.app.get(DataSource);
  }

  close(): Promise<void> {
    return this.app.close();
  }

  /** A browser that nobody has used yet. */
  browser(address = '192.0.2.1'): DeskVisitor {
    return new DeskVisitor(this.url, { origin: DESK_ORIGIN, address });
  }

  /** Somebody with these roles, invited by the platform, who has set a password and no second factor. */
  async colleague(...roles: Role[]): Promise<Colleague> {
    made += 1;
    const by = { personId: null, name: 'the stage', address: null };
    const wish = { email: `colleague${made}@shop.example.com`, name: `Colleague ${made}`, roles };
    const { person, invitation } = await this.app.get(PeopleService).create(by, wish);
    await approveAbout(this.app, showId('person', person.id));
    const password = `correct horse ${made} battery`;
    const { status } = await this.browser().call('POST', `/admin/invitations/${invitation.token}`, { password });
    if (status !== 200) throw new Error(`The invitation was answered ${status}.`);
    return { id: person.id, shownId: showId('person', person.id), email: wish.email, password };
  }

  /** Sets up a second factor in a half session; the code it takes is that of now. */
  async enrol(browser: DeskVisitor): Promise<{ readonly secret: string; readonly recoveryCodes: readonly string[] }> {
    const begun = await browser.call<{ secret: string }>('POST', '/admin/second-factor/enrolments', {});
    const { secret } = begun.body;
    const done = await browser.call<{ recoveryCodes: string[] }>('POST', '/admin/second-factor', {
      code: this.code(secret),
    });
    if (done.status !== 201) throw new Error(`The enrolment was answered ${done.status} ${JSON.stringify(done.body)}`);
    await browser.learnToken();
    return { secret, recoveryCodes: done.body.recoveryCodes };
  }

  /** What the app shows, by the clock of the stage. */
  code(secret: string): string {
    return codeOf(secret, this.clock.now());
  }

  /** Goes on until the app shows another code. */
  nextCode(): void {
    this.clock.advance(30_000);
  }

  /** Somebody with these roles who is signed in with whatever they need. */
  async signedIn(...roles: Role[]): Promise<{ colleague: Colleague; browser: DeskVisitor; secret: string | null }> {
    const colleague = await this.colleague(...roles);
    const browser = this.browser();
    const next = await browser.signIn(colleague);
    const secret = next === 'enrol_second_factor' ? (await this.enrol(browser)).secret : null;
    return { colleague, browser, secret };
  }

  /** What the trail says about somebody, the oldest first; or everything. */
  async trail(subject?: Colleague): Promise<TrailRow[]> {
    return this.dataSource.query<TrailRow[]>(
      `SELECT * FROM audit_entries WHERE $1::uuid IS NULL OR person_id = $1 OR subject = $2 ORDER BY id`,
      [subject?.id ?? null, subject?.shownId ?? null],
    );
  }
}
