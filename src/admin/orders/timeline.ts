// What happened to an order as one story: events, questions to providers, verdicts, what people did, what was told outside.
// Must never tell more of an exchange than how it ended; whoever wants to see it opens it.
import type { DataSource } from 'typeorm';
import { documentOf } from '../../common/document.js';
import { readId, showId } from '../../common/ids.js';
import { Problem } from '../../common/problems.js';
import { VERDICT_RULES } from '../../orders/verdict-rules.js';
import { REQUEST_KINDS, type RequestKind } from '../refunds/refund-request.entity.js';
import { actorOf, type ActorNames } from './actors.js';
import {
  AskedDto,
  DeedDto,
  HappenedDto,
  JudgedDto,
  SentAttemptDto,
  TimelineDto,
  TimelineEntryDto,
  ToldDto,
  type TimelineKind,
} from './order-page.dto.js';
import { MOST_ENTRIES, SELECT_TIMELINE } from './timeline.sql.js';

/** A row of the timeline; its facts depend on its kind. */
export interface TimelineRow {
  readonly kind: TimelineKind;
  readonly id: string;
  readonly at: Date;
  readonly rank: number;
  /** A bigint as text. */
  readonly seq: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Rows before a place, the newest first. @param subjects shown ids of all that belongs to the order */
export async function readTimeline(
  dataSource: DataSource,
  orderId: string,
  subjects: readonly string[],
  cursor: string | undefined,
): Promise<{ readonly rows: readonly TimelineRow[]; readonly earlierCursor: string | null }> {
  const place = cursor === undefined ? [null, null, null, null] : readCursor(cursor);
  const found = await dataSource.query<TimelineRow[]>(SELECT_TIMELINE, [orderId, subjects, ...place]);
  const rows = found.slice(0, MOST_ENTRIES);
  const last = rows.at(-1);
  const earlierCursor = found.length > MOST_ENTRIES && last ? cursorOf(last) : null;
  return { rows: rows.reverse(), earlierCursor };
}

/** @param rows the oldest first */
export function timelineDocument(
  rows: readonly TimelineRow[],
  earlierCursor: string | null,
  names: ActorNames,
): TimelineDto {
  return documentOf(TimelineDto, { entries: rows.map((row) => entryOf(row, names)), earlierCursor });
}

function entryOf(row: TimelineRow, names: ActorNames): TimelineEntryDto {
  const { kind, facts } = row;
  return documentOf(TimelineEntryDto, {
    id: kind === 'exchange' ? showId('exchange', row.id) : `${kind}_${row.id}_${row.seq}`,
    kind,
    at: row.at.toISOString(),
    actor: actorOf(row, names),
    about: aboutOf(row),
    event: kind === 'event' ? happened(facts) : null,
    exchange: kind === 'exchange' ? asked(facts) : null,
    verdict: kind === 'verdict' ? judged(facts) : null,
    deed:
      kind === 'deed'
        ? documentOf(DeedDto, {
            action: textOf(facts['action']),
            kind: kindOf(facts['request']),
            reason: nullable(facts['reason']),
          })
        : null,
    delivery: kind === 'delivery' ? told(facts) : null,
  });
}

function happened({ type, version, data }: TimelineRow['facts']): HappenedDto {
  return documentOf(HappenedDto, { type: textOf(type), version: Number(version), data: data as HappenedDto['data'] });
}

function asked(facts: TimelineRow['facts']): AskedDto {
  return documentOf(AskedDto, {
    provider: textOf(facts['provider']),
    operation: textOf(facts['operation']),
    outcome: textOf(facts['outcome']),
    httpStatus: typeof facts['httpStatus'] === 'number' ? facts['httpStatus'] : null,
    resultCode: nullable(facts['resultCode']),
    failure: nullable(facts['failure']),
    durationMs: Number(facts['durationMs']),
  });
}

function judged(facts: TimelineRow['facts']): JudgedDto {
  const rule = textOf(facts['rule']);
  return documentOf(JudgedDto, {
    rule,
    sentence: sentenceOf(rule),
    fromStatus: textOf(facts['fromStatus']),
    toStatus: textOf(facts['toStatus']),
    reason: nullable(facts['reason']),
  });
}

function told(facts: TimelineRow['facts']): ToldDto {
  const url = textOf(facts['url']);
  return documentOf(ToldDto, {
    endpointId: showId('webhookEndpoint', textOf(facts['endpointId'])),
    host: URL.canParse(url) ? new URL(url).host : '',
    eventId: showId('event', textOf(facts['eventId'])),
    type: textOf(facts['type']),
    status: textOf(facts['status']),
    attempts: Number(facts['attempts']),
    lastAttempts: (facts['lastAttempts'] as SentAttemptDto[]).map((attempt) =>
      documentOf(SentAttemptDto, { ...attempt, startedAt: new Date(attempt.startedAt).toISOString() }),
    ),
  });
}

/** What a rule says. A rule of a newer version of the house has only its name here. */
export function sentenceOf(rule: string): string {
  const sentences: Readonly<Record<string, string>> = VERDICT_RULES;
  return sentences[rule] ?? rule;
}

/** What a request asks for. */
function kindOf(request: unknown): RequestKind | null {
  return REQUEST_KINDS.find((kind) => kind === request) ?? null;
}

function aboutOf({ kind, facts }: TimelineRow): string | null {
  if (kind !== 'event') return nullable(facts['about']);
  const data = facts['data'] as Readonly<Record<string, unknown>>;
  return nullable(data['cancellationId'] ?? data['cashReceiptId'] ?? data['paymentId'] ?? data['billingKeyId'] ?? null);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function nullable(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function cursorOf({ at, rank, seq, id }: TimelineRow): string {
  return [at.getTime(), rank, seq, showId('event', id)].join('.');
}

/** @throws Problem `malformed_request` */
function readCursor(cursor: string): readonly (Date | number | string)[] {
  const match = /^(\d{12,14})\.([1-5])\.(\d{1,18})\.(evt_[0-9a-f]{32})$/.exec(cursor);
  const id = match && readId('event', match[4] ?? '');
  if (!match || id === null) throw new Problem('malformed_request', { detail: 'cursor is not an earlierCursor.' });
  return [new Date(Number(match[1])), Number(match[2]), match[3] ?? '0', id];
}
