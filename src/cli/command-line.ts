// Reads the command line into one command, or says in one line what is wrong with it.
// Must never take a secret from the command line: others on the machine can read it, and shells keep it.
import { parseArgs } from 'node:util';
import type { KeyLimitsWon } from '../access/require-scope.js';
import { SCOPES, type Scope } from '../access/scopes.js';
import { readId } from '../common/ids.js';
import { parseInstant } from '../common/instant.js';
import { MAX_WON } from '../common/money.js';
import { isPrintable, lengthOf } from '../common/text.js';
import { EMAIL, LONGEST_EMAIL } from '../people/email.js';
import { SELLER_CODE } from '../sellers/sellers.dto.js';

/** What the command line asks for. */
export type Command =
  | { readonly does: 'help' }
  | {
      readonly does: 'create api key';
      readonly name: string;
      readonly scopes: Scope[];
      readonly expiresAt?: Date;
      /** In won; absent: none. */
      readonly limits?: Partial<KeyLimitsWon>;
    }
  | { readonly does: 'list api keys' }
  | {
      readonly does: 'create administrator';
      /** Absent: it is asked for. */
      readonly email?: string;
      /** Absent: it is asked for. */
      readonly name?: string;
      /** Whether the password is read, instead of a link being shown. */
      readonly readsPassword: boolean;
    }
  | { readonly does: 'revoke api key'; readonly id: string }
  | { readonly does: 'add seller'; readonly code: string; readonly name: string }
  | { readonly does: 'set credentials'; readonly code: string; readonly provider: string }
  | { readonly does: 'rotate seals' }
  | { readonly does: 'audit money'; readonly everything: boolean }
  | { readonly does: 'audit providers'; readonly from: Date; readonly to: Date }
  | { readonly does: 'check configuration' };

export const USAGE = `Usage: npm run cli -- <command>

  api-key create --name <name> --scopes <scope,scope> [--expires <day or instant>]
                 [--limit-per-request <won>] [--limit-per-day <won>] [--limit-per-order <won>]
                                   makes an API key and shows it this once; the limits are about
                                   the money that it moves, or says that it moved
  api-key list                     shows all keys, never their text
  api-key revoke <id>              ends a key at once
  admin create [--email <e-mail>] [--name <name>] [--password-stdin]
                                   makes somebody an administrator of the refund desk, and shows a
                                   one-time link to set a password; with --password-stdin it reads
                                   the password instead. Asks for what is left out
  seller add <code> --name <name>  sets up a seller
  seller set-credentials <code> <provider>
                                   reads a JSON object from the standard input, or asks for it
  seal rotate                      seals every secret with the first key of SEAL_KEYS; run it
                                   when all servers have the new key, then take out the old one
  audit money [--all]              holds the books against their events: of orders changed since the
                                   last audit, or of all; ends with 1 when a won differs
  audit provider --from <day or instant> --to <day or instant>
                                   asks the providers that allow it about settled payments of this
                                   time, and records what went back elsewhere; ends with 1 when
                                   anything differs, or a provider gave no clear answer
  config check                     names every fault of the configuration

  Scopes: ${SCOPES.join(', ')}
  A day such as 2027-01-01 means the start of that day in Korea; an instant such as
  2027-01-01T18:00:00+09:00 is taken as it is.
`;

/** The command line is wrong; the message is one line that says how. */
export class UsageError extends Error {}

/** @throws UsageError */
export function readCommand(args: readonly string[]): Command {
  const { values, positionals } = parse(args);
  const [topic = '', verb = '', ...rest] = positionals;
  if (values.help === true || topic === '' || topic === 'help') return { does: 'help' };
  switch (`${topic} ${verb}`) {
    case 'api-key create':
      allow(values, rest, { options: ['name', 'scopes', 'expires', ...LIMIT_OPTIONS], arguments: [] });
      return createApiKey(values);
    case 'api-key list':
      allow(values, rest, { options: [], arguments: [] });
      return { does: 'list api keys' };
    case 'api-key revoke':
      allow(values, rest, { options: [], arguments: ['id'] });
      return { does: 'revoke api key', id: readKeyId(rest[0] ?? '') };
    case 'admin create':
      allow(values, rest, { options: ['email', 'name', 'password-stdin'], arguments: [] });
      return createAdministrator(values);
    case 'seller add':
      allow(values, rest, { options: ['name'], arguments: ['code'] });
      return { does: 'add seller', code: readSellerCode(rest[0] ?? ''), name: readName(values.name) };
    case 'seller set-credentials':
      allow(values, rest, { options: [], arguments: ['code', 'provider'] });
      return { does: 'set credentials', code: readSellerCode(rest[0] ?? ''), provider: rest[1] ?? '' };
    case 'seal rotate':
      allow(values, rest, { options: [], arguments: [] });
      return { does: 'rotate seals' };
    case 'audit money':
      allow(values, rest, { options: ['all'], arguments: [] });
      return { does: 'audit money', everything: values.all === true };
    case 'audit provider':
      allow(values, rest, { options: ['from', 'to'], arguments: [] });
      return auditProviders(values);
    case 'config check':
      allow(values, rest, { options: [], arguments: [] });
      return { does: 'check configuration' };
    default:
      throw new UsageError(`There is no command "${`${topic} ${verb}`.trim()}".`);
  }
}

const LIMIT_OPTIONS = ['limit-per-request', 'limit-per-day', 'limit-per-order'] as const;

interface Options extends Readonly<Partial<Record<(typeof LIMIT_OPTIONS)[number], string | undefined>>> {
  readonly name?: string | undefined;
  readonly scopes?: string | undefined;
  readonly expires?: string | undefined;
  readonly email?: string | undefined;
  readonly 'password-stdin'?: boolean | undefined;
  readonly all?: boolean | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly help?: boolean | undefined;
}

function parse(args: readonly string[]): { values: Options; positionals: string[] } {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        name: { type: 'string' },
        scopes: { type: 'string' },
        expires: { type: 'string' },
        'limit-per-request': { type: 'string' },
        'limit-per-day': { type: 'string' },
        'limit-per-order': { type: 'string' },
        email: { type: 'string' },
        'password-stdin': { type: 'boolean' },
        all: { type: 'boolean' },
        from: { type: 'string' },
        to: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    // Its first sentence names the option; the rest is advice over several lines.
    throw new UsageError((error as Error).message.split(/\.\s|\n/)[0] ?? 'The options cannot be read.');
  }
}

function allow(
  values: Options,
  rest: readonly string[],
  allowed: { readonly options: readonly (keyof Options)[]; readonly arguments: readonly string[] },
): void {
  const surplus = (Object.keys(values) as (keyof Options)[]).find((name) => !allowed.options.includes(name));
  if (surplus !== undefined) throw new UsageError(`This command does not take --${surplus}.`);
  const missing = allowed.arguments[rest.length];
  if (missing !== undefined) throw new UsageError(`<${missing}> is missing.`);
  if (rest.length > allowed.arguments.length) throw new UsageError(`There are too many words after the command.`);
}

function createApiKey(values: Options): Command {
  const name = readName(values.name);
  const scopes = readScopes(values.scopes);
  const limits = {
    ...limitOf('perRequestWon', 'limit-per-request', values),
    ...limitOf('perDayWon', 'limit-per-day', values),
    ...limitOf('perOrderWon', 'limit-per-order', values),
  };
  return {
    does: 'create api key',
    name,
    scopes,
    ...(values.expires === undefined ? {} : { expiresAt: readMoment('--expires', values.expires) }),
    ...(Object.keys(limits).length === 0 ? {} : { limits }),
  };
}

function limitOf(
  name: keyof KeyLimitsWon,
  option: (typeof LIMIT_OPTIONS)[number],
  values: Options,
): Partial<KeyLimitsWon> {
  const text = values[option];
  if (text === undefined) return {};
  const won = /^\d{1,13}$/.test(text) ? Number(text) : NaN;
  if (won <= MAX_WON) return { [name]: won };
  throw new UsageError(`--${option} must be a whole number of won from 0 to ${MAX_WON}, without commas.`);
}

function auditProviders(values: Options): Command {
  const from = readMoment('--from', values.from);
  const to = readMoment('--to', values.to);
  if (from >= to) throw new UsageError('--from must be before --to.');
  return { does: 'audit providers', from, to };
}

/** A day means its start in Korea. */
function readMoment(option: string, text = ''): Date {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const moment = parseInstant(isDay ? `${text}T00:00:00+09:00` : text);
  if (moment) return moment;
  throw new UsageError(`${option} must be a day such as 2027-01-01 or an instant with an offset.`);
}

function createAdministrator(values: Options): Command {
  return {
    does: 'create administrator',
    ...(values.email === undefined ? {} : { email: readEmail(values.email) }),
    ...(values.name === undefined ? {} : { name: readName(values.name) }),
    readsPassword: values['password-stdin'] === true,
  };
}

/** @throws UsageError */
export function readEmail(text: string): string {
  const email = text.trim();
  if (email.length <= LONGEST_EMAIL && EMAIL.test(email)) return email;
  throw new UsageError('--email must be an e-mail address, such as kim@shop.example.com.');
}

function readScopes(text = ''): Scope[] {
  const words = text.split(',').flatMap((word) => word.trim() || []);
  const scopes = SCOPES.filter((scope) => words.includes(scope));
  const unknown = words.find((word) => !scopes.some((scope) => scope === word));
  if (unknown !== undefined) throw new UsageError(`There is no scope "${unknown}"; there are ${SCOPES.join(', ')}.`);
  if (scopes.length === 0) throw new UsageError('--scopes is missing, for example --scopes orders:read,orders:write.');
  return scopes;
}

/** @throws UsageError */
export function readName(name = ''): string {
  if (name.trim() === '') throw new UsageError('--name is missing.');
  if (lengthOf(name) > 100 || !isPrintable(name))
    throw new UsageError('--name must be one line of up to 100 characters.');
  return name;
}

function readSellerCode(code: string): string {
  if (!SELLER_CODE.test(code)) throw new UsageError('<code> must be 1 to 64 letters, digits, "_" or "-".');
  return code;
}

function readKeyId(shown: string): string {
  const id = readId('apiKey', shown);
  if (id === null) throw new UsageError('<id> must be the id of an API key, "key_" and 32 digits; see api-key list.');
  return id;
}
