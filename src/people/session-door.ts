// Answers for the door for people: by the session cookie, and for writes by the token that belongs to it.
// Must never look at an API key, nor let a session that ended, or of somebody disabled, be a session.
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { normalizeIp } from '@nestjs/throttler';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import type { Permission } from '../access/permissions.js';
import { PersonDoor, type Doorkeeper } from '../access/person-door.js';
import { COUNTING_WINDOW_MS, RequestCounts } from '../access/request-counts.js';
import type { SignedInPerson } from '../access/require-permission.js';
import { AuditTrail } from '../audit/audit-trail.js';
import { Problem } from '../common/problems.js';
import { platformConfig, type PlatformConfig } from '../config/platform.config.js';
import { Cookies } from './cookies.js';
import { isFromOwnPage } from './own-page.js';
import { personOf, type SessionRow } from './session-rows.js';
import { SessionsService } from './sessions.service.js';
import { hashOf, isCsrfTokenOf } from './tokens.js';
import { visitorOf } from './visitor.js';

const READING_METHODS: readonly string[] = ['GET', 'HEAD'];
/** A page that refreshes itself says so: nobody sits there, so it keeps no session alive. */
const BACKGROUND_HEADER = 'x-background-refresh';

@Injectable()
export class SessionDoor implements Doorkeeper, OnModuleInit {
  /** Hashes of tokens that opened the door before. They may knock while their address is barred for guessing. */
  readonly #knownHashes = new Set<string>();

  constructor(
    private readonly door: PersonDoor,
    private readonly sessions: SessionsService,
    private readonly cookies: Cookies,
    private readonly counts: RequestCounts,
    private readonly trail: AuditTrail,
    private readonly dataSource: DataSource,
    @Inject(platformConfig.KEY) private readonly platform: PlatformConfig,
  ) {}

  onModuleInit(): void {
    this.door.entrustTo(this);
  }

  async admit(request: FastifyRequest): Promise<SignedInPerson> {
    const token = this.cookies.sessionTokenOf(request);
    if (token === null) throw new Problem('not_signed_in');
    const session = await this.#find(token, request);
    const person = personOf(session, this.platform.mode, visitorOf(request).address);
    if (!READING_METHODS.includes(request.method)) await this.#requireOwnPage(request, token, person);
    if (request.headers[BACKGROUND_HEADER] === undefined) await this.sessions.noteUse(session);
    return person;
  }

  async noteRefusal(by: SignedInPerson, request: FastifyRequest, permission: Permission): Promise<void> {
    await this.#record(by, request, `lacks the permission ${permission}`);
  }

  /** Whoever guesses tokens is refused without asking the database after a while. */
  async #find(token: string, request: FastifyRequest): Promise<SessionRow> {
    const failures = `session failures:${normalizeIp(request.ip)}`;
    const hash = hashOf(token);
    const waitSeconds = this.counts.secondsUntilFree(failures, this.platform.requestsPerMinutePerAddress);
    if (waitSeconds > 0 && !this.#knownHashes.has(hash)) {
      throw new Problem('too_many_requests', {
        detail: 'Too many requests with sessions that do not exist came from this address.',
        retryAfterSeconds: waitSeconds,
      });
    }
    const session = await this.sessions.find(token);
    if (session) {
      this.#knownHashes.add(hash);
      return session;
    }
    this.#knownHashes.delete(hash);
    await this.counts.increment(failures, COUNTING_WINDOW_MS, this.platform.requestsPerMinutePerAddress);
    throw new Problem('not_signed_in');
  }

  async #requireOwnPage(request: FastifyRequest, token: string, by: SignedInPerson): Promise<void> {
    const isOwn = isFromOwnPage(request.headers, this.platform);
    if (isOwn && isCsrfTokenOf(token, request.headers['x-csrf-token'])) return;
    const fault = isOwn
      ? 'The header X-CSRF-Token is not that of this session.'
      : 'This request came from another web site.';
    await this.#record(by, request, fault);
    throw new Problem('cross_site_request', { detail: fault });
  }

  #record(by: SignedInPerson, { method, routeOptions }: FastifyRequest, reason: string): Promise<void> {
    // The template, not the address: nothing that somebody wrote into it is kept.
    const route = `${method} ${routeOptions.url ?? 'nowhere'}`;
    return this.trail.record(this.dataSource.manager, { by, action: 'access.refused', after: { route }, reason });
  }
}
