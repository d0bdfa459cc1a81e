// Why: people sign in to the refund desk, and whatever they do is in a trail that nobody can change.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { refuseLoss, type Losable } from './refuse-loss.js';

export class People0013 implements MigrationInterface {
  readonly name = 'People00139000000000013';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await refuseLoss(runner, this, LOSABLE);
    for (const statement of DOWN) await runner.query(statement);
  }
}

/** No foreign key: the trail outlives whatever it tells of. */
const AUDIT = [
  `CREATE TABLE audit_entries (
     id uuid PRIMARY KEY,
     occurred_at timestamptz(3) NOT NULL,
     person_id uuid,
     person_name text NOT NULL,
     session_id uuid,
     address text,
     request_id text,
     action text NOT NULL CHECK (action ~ '^[a-z_]+\\.[a-z_]+$'),
     subject text,
     before jsonb,
     after jsonb,
     reason text,
     words tsvector NOT NULL GENERATED ALWAYS AS (
       to_tsvector('simple', person_name || ' ' || coalesce(reason, ''))
       || jsonb_to_tsvector('simple', coalesce(before, '{}'), '["string", "numeric"]')
       || jsonb_to_tsvector('simple', coalesce(after, '{}'), '["string", "numeric"]')
     ) STORED
   )`,
  `CREATE INDEX audit_entries_newest ON audit_entries (occurred_at, id)`,
  `CREATE INDEX audit_entries_by_person ON audit_entries (person_id, occurred_at, id)`,
  `CREATE INDEX audit_entries_by_action ON audit_entries (action, occurred_at, id)`,
  `CREATE INDEX audit_entries_by_subject ON audit_entries (subject, occurred_at, id)`,
  `CREATE INDEX audit_entries_by_word ON audit_entries USING gin (words)`,
  `CREATE TRIGGER audit_entries_append_only BEFORE UPDATE OR DELETE ON audit_entries
     FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
  `CREATE TRIGGER audit_entries_never_emptied BEFORE TRUNCATE ON audit_entries EXECUTE FUNCTION refuse_change()`,
];

const PEOPLE = [
  `CREATE TABLE people (
     id uuid PRIMARY KEY,
     email text NOT NULL UNIQUE CHECK (email = lower(email)),
     name text NOT NULL,
     roles text[] NOT NULL,
     refund_limit_won bigint CHECK (refund_limit_won >= 0),
     password_hash text CHECK (password_hash LIKE '$argon2id$%'),
     sealed_second_factor text,
     -- The step of time whose code was used last: an earlier or equal one is never taken again.
     second_factor_step bigint,
     disabled_at timestamptz(3),
     created_at timestamptz(3) NOT NULL
   )`,
  `CREATE TABLE sessions (
     id uuid PRIMARY KEY,
     person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
     token_hash text NOT NULL UNIQUE,
     created_at timestamptz(3) NOT NULL,
     last_seen_at timestamptz(3) NOT NULL,
     ends_at timestamptz(3) NOT NULL,
     second_factor_at timestamptz(3),
     -- A second factor that is being set up, until its first code proves that the person has it.
     sealed_new_second_factor text,
     address text NOT NULL,
     user_agent text NOT NULL
   )`,
  `CREATE INDEX sessions_of_person ON sessions (person_id, created_at)`,
  `CREATE INDEX sessions_by_end ON sessions (ends_at)`,
  `CREATE TABLE recovery_codes (
     person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
     code_hash text NOT NULL,
     PRIMARY KEY (person_id, code_hash)
   )`,
  `CREATE TABLE invitations (
     id uuid PRIMARY KEY,
     person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
     token_hash text NOT NULL UNIQUE,
     created_at timestamptz(3) NOT NULL,
     ends_at timestamptz(3) NOT NULL,
     used_at timestamptz(3)
   )`,
  `CREATE INDEX invitations_of_person ON invitations (person_id)`,
  `CREATE TABLE known_devices (
     id uuid PRIMARY KEY,
     person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
     token_hash text NOT NULL,
     last_seen_at timestamptz(3) NOT NULL,
     CONSTRAINT known_devices_once_per_person UNIQUE (token_hash, person_id)
   )`,
  `CREATE INDEX known_devices_of_person ON known_devices (person_id)`,
  `CREATE TABLE sign_in_failures (
     subject text PRIMARY KEY,
     failures integer NOT NULL CHECK (failures >= 0),
     last_at timestamptz(3) NOT NULL,
     free_at timestamptz(3)
   )`,
  `CREATE INDEX sign_in_failures_by_age ON sign_in_failures (last_at)`,
];

const UP = [...AUDIT, ...PEOPLE];

const DOWN = [
  'sign_in_failures',
  'known_devices',
  'invitations',
  'recovery_codes',
  'sessions',
  'people',
  'audit_entries',
].map((table) => `DROP TABLE ${table}`);

/** Lost with the tables. Sessions, codes, invitations and devices belong to people. */
const LOSABLE: readonly Losable[] = [{ table: 'audit_entries' }, { table: 'people' }, { table: 'sign_in_failures' }];
