// Makes somebody an administrator of the refund desk: the first one, or one more when nobody gets in any longer.
// Must never show a password, nor take one from the command line.
import { COMMAND_LINE } from '../rights/asker.js';
import { InvitationsService } from '../people/invitations.service.js';
import { Passwords } from '../people/passwords.js';
import { faultOfPassword } from '../people/password-rules.js';
import { PeopleService } from '../people/people.service.js';
import { SessionsService } from '../people/sessions.service.js';
import { readEmail, readName, type Command } from './command-line.js';
import type { DatabaseTools } from './commands.js';
import { gather, waitsFor } from './gathered.js';
import { CommandRefused } from './refused.js';

type CreateAdministrator = Extract<Command, { does: 'create administrator' }>;

/** @throws Problem, UsageError or CommandRefused when it cannot be done */
export async function createAdministrator(command: CreateAdministrator, tools: DatabaseTools): Promise<void> {
  const { dataSource, platform, people, clock, terminal } = tools;
  const { trail, gate } = gather(tools);
  const sessions = new SessionsService(dataSource, clock, trail, people, platform);
  const invitations = new InvitationsService(dataSource, clock, new Passwords(), sessions, trail, people, platform);
  const service = new PeopleService(dataSource, clock, invitations, sessions, trail, gate);

  const email = command.email ?? readEmail(await answerTo('E-mail', '--email', tools));
  const name = command.name ?? readName(await answerTo('Name', '--name', tools));
  const password = command.readsPassword ? await readPassword(tools, { email, name }) : null;
  const { person, invitation } = await service.appointAdministrator(COMMAND_LINE, email, name);
  if (invitation.waitsFor !== null) {
    terminal.say(invitation.url);
    terminal.say(
      `${person.email} has a right over money, so the link opens nothing yet. ${waitsFor(invitation.waitsFor)}`,
    );
    return;
  }
  if (password === null) {
    terminal.say(invitation.url);
    terminal.say(
      `${person.email} is an administrator and sets a password with this link, once, until ${invitation.endsAt.toISOString()}.`,
    );
    return;
  }
  await invitations.accept(invitation.token, password, null);
  terminal.say(`${person.email} is an administrator and signs in with this password at ${platform.publicUrl}/console.`);
}

async function answerTo(question: string, option: string, { terminal }: DatabaseTools): Promise<string> {
  const answer = await terminal.ask(question);
  if (answer === null) throw new CommandRefused(`${option} is missing, and nobody sits here to be asked.`);
  return answer;
}

/** Editors and `echo` end a line that is no part of the password. A weak one is refused before anybody is made. */
async function readPassword(
  { terminal }: DatabaseTools,
  person: { readonly email: string; readonly name: string },
): Promise<string> {
  const password = (await terminal.readSecret('Password, not shown')).replace(/\r?\n$/, '');
  const fault = faultOfPassword(password, person);
  if (fault !== null) throw new CommandRefused(`This password is too easy to guess. ${fault}`);
  return password;
}
