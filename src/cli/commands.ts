// Does what a command says. Each command is a function of the tools it needs.
// Must never print a secret, except a new API key or a new link, once.
import type { DataSource } from 'typeorm';
import type { ApiKey } from '../access/api-key.entity.js';
import type { ApiKeysService } from '../access/api-keys.service.js';
import { Clock } from '../common/clock.js';
import { showId } from '../common/ids.js';
import { Sealer } from '../common/sealing.js';
import type { AuditTrail } from '../audit/audit-trail.js';
import type { RightsConfig } from '../config/rights.config.js';
import { COMMAND_LINE } from '../rights/asker.js';
import { MoneyAudit } from '../money/money-audit.js';
import type { PeopleConfig } from '../config/people.config.js';
import type { PlatformConfig } from '../config/platform.config.js';
import {
  ProviderAuditTakenOver,
  type AuditedPayment,
  type AuditPeriod,
  type ProviderAudit,
} from '../provider-audit/provider-audit.service.js';
import type { CredentialsCheck } from '../sellers/credentials-check.js';
import { isCredentialTexts } from '../sellers/sellers.dto.js';
import type { SellersService } from '../sellers/sellers.service.js';
import type { Command } from './command-line.js';
import { gather, waitsFor } from './gathered.js';
import { createAdministrator } from './create-administrator.js';
import { CommandRefused } from './refused.js';
import { rotateSeals } from './seal-rotation.js';
import type { Terminal } from './terminal.js';

/** Commands that need the whole application: only it knows its providers. */
export type ApplicationCommand = Extract<Command, { does: 'set credentials' | 'audit providers' }>;

/** Commands that need the database. */
export type DatabaseCommand = Exclude<Command, { does: 'help' | 'check configuration' | ApplicationCommand['does'] }>;

/** What those commands work with. */
export interface DatabaseTools {
  readonly dataSource: DataSource;
  readonly platform: PlatformConfig;
  readonly people: PeopleConfig;
  readonly rights: RightsConfig;
  readonly clock: Clock;
  readonly terminal: Terminal;
}

/** @throws Problem or CommandRefused when it cannot be done */
export async function runDatabaseCommand(command: DatabaseCommand, tools: DatabaseTools): Promise<void> {
  const { dataSource, platform, clock, terminal } = tools;
  const { apiKeys, sellers, trail } = gather(tools);
  switch (command.does) {
    case 'create api key': {
      const { key, apiKey } = await apiKeys.create(COMMAND_LINE, command, (manager, { id, name, hint, scopes }) =>
        trail.record(manager, {
          by: COMMAND_LINE,
          action: 'api_key.created',
          subject: showId('apiKey', id),
          after: { name, hint, scopes },
        }),
      );
      terminal.say(key);
      terminal.say(`This is ${showId('apiKey', apiKey.id)}, ${endOf(apiKey)}. It cannot be shown again.`);
      if (apiKey.waitsFor !== null) terminal.say(waitsFor(apiKey.waitsFor));
      return;
    }
    case 'list api keys':
      return listApiKeys(apiKeys, clock, terminal);
    case 'revoke api key':
      await apiKeys.revoke(command.id, (manager, { id, name, hint }) =>
        trail.record(manager, {
          by: COMMAND_LINE,
          action: 'api_key.revoked',
          subject: showId('apiKey', id),
          after: { name, hint, revoked: true },
        }),
      );
      terminal.say(`${showId('apiKey', command.id)} is revoked.`);
      return;
    case 'create administrator':
      return createAdministrator(command, tools);
    case 'add seller':
      await sellers.create(command.code, command.name, (manager, { code, name }) =>
        trail.record(manager, { by: COMMAND_LINE, action: 'seller.created', subject: code, after: { name } }),
      );
      terminal.say(`The seller ${command.code} is set up. Now give it credentials: seller set-credentials.`);
      return;
    case 'audit money':
      return auditMoney(new MoneyAudit(dataSource, clock), command.everything, terminal);
    case 'rotate seals':
      return rotate(dataSource, platform, terminal);
  }
}

/** What setting credentials takes. */
export interface CredentialTools {
  readonly sellers: SellersService;
  readonly trail: AuditTrail;
  readonly check: CredentialsCheck;
  readonly terminal: Terminal;
}

/** @throws Problem or CommandRefused, without a word of what was read */
export async function setCredentials(code: string, provider: string, tools: CredentialTools): Promise<void> {
  const { sellers, trail, check, terminal } = tools;
  const credentials = parseObject(
    await terminal.readSecret(`Credentials at ${provider} as one line of JSON, not shown`),
  );
  if (!isCredentialTexts(credentials)) {
    throw new CommandRefused('The credentials must be a JSON object of 1 to 20 texts, such as {"name": "value"}.');
  }
  const fault = check(provider, credentials);
  if (fault !== null) throw new CommandRefused(fault);
  const changed = Object.keys(credentials).sort();
  const waits = await sellers.setCredentials(COMMAND_LINE, code, provider, credentials, (manager) =>
    trail.record(manager, {
      by: COMMAND_LINE,
      action: 'seller.credentials_set',
      subject: code,
      after: { provider, changed },
    }),
  );
  terminal.say(waits === null ? `New payments of ${code} with ${provider} use these credentials.` : waitsFor(waits));
}

/** `JSON.parse` repeats what it stumbles over; this does not. */
function parseObject(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const LIST_PAGE = 200;

async function listApiKeys(apiKeys: ApiKeysService, clock: Clock, terminal: Terminal): Promise<void> {
  let after: string | undefined;
  do {
    const page = await apiKeys.list(LIST_PAGE, after);
    for (const apiKey of page) {
      const used = apiKey.lastUsedAt ? `last used ${apiKey.lastUsedAt.toISOString()}` : 'not used yet';
      const words = [
        showId('apiKey', apiKey.id),
        `${apiKey.hint}…`,
        apiKey.scopes.join(','),
        endOf(apiKey, clock.now()),
        used,
        apiKey.name,
      ];
      terminal.say(words.join('  '));
    }
    after = page.at(-1)?.id;
  } while (after !== undefined);
}

function endOf(apiKey: ApiKey, now?: Date): string {
  if (apiKey.revokedAt) return `revoked ${apiKey.revokedAt.toISOString()}`;
  if (!apiKey.expiresAt) return 'never expires';
  const isOver = now !== undefined && apiKey.expiresAt <= now;
  return `${isOver ? 'expired' : 'expires'} ${apiKey.expiresAt.toISOString()}`;
}

async function auditMoney(audit: MoneyAudit, everything: boolean, terminal: Terminal): Promise<void> {
  const { orders, differences } = await audit.run({ everything }, ({ orderId, figure, oursWon, eventsWon }) =>
    terminal.say(`${showId('order', orderId)} ${figure}: ours ${oursWon} won, by the events ${eventsWon} won`),
  );
  terminal.say(`Orders looked at: ${orders}. Differences: ${differences}.`);
  if (differences > 0) throw new CommandRefused('The books differ from their history.');
}

/** Until it has ended, however long it takes. @throws CommandRefused when anything differs, or another process took over */
export async function auditProviders(audit: ProviderAudit, period: AuditPeriod, terminal: Terminal): Promise<void> {
  if (audit.audited.length === 0) throw new CommandRefused('None of the providers that are set up may be asked.');
  const run = await audit.begin(period, false);
  const tell = ({ paymentId, outcome }: AuditedPayment) => terminal.say(`${paymentId} ${outcome}`);
  // A provider that does not answer ends a slice; the next one goes on behind it.
  try {
    while (!(await audit.goOn(run, Infinity, tell))) terminal.say('A provider does not answer; going on.');
  } catch (error) {
    throw error instanceof ProviderAuditTakenOver ? new CommandRefused(error.message) : error;
  }
  const { payments, recorded, operatorsCalled, unanswered, notTold } = run;
  terminal.say(
    `Payments asked about: ${payments}. Recorded: ${recorded}. Operators called: ${operatorsCalled}. No clear answer: ${unanswered}. Balance not told: ${notTold}.`,
  );
  if (recorded + operatorsCalled + unanswered > 0) throw new CommandRefused('The books and the providers’ differed.');
}

async function rotate(dataSource: DataSource, platform: PlatformConfig, terminal: Terminal): Promise<void> {
  const active = platform.sealKeys[0];
  if (!active) throw new CommandRefused('SEAL_KEYS has no key.');
  const { resealed, broken } = await rotateSeals(dataSource, new Sealer(platform.sealKeys), active.name);
  terminal.say(`Sealed anew with the key "${active.name}": ${resealed}.`);
  for (const sentence of broken) terminal.say(sentence);
  if (broken.length > 0) throw new CommandRefused(`Could not be opened and stay as they are: ${broken.length}.`);
}
