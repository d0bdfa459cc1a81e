// The addresses of the people of simulator mode, whose password is public.
// Must never be anybody else's: whoever has one is nobody outside simulator mode, and no second person anywhere.

export const LOCAL_EMAILS = {
  administrator: 'admin@localhost',
  approver: 'approver@localhost',
  secondAdministrator: 'second-admin@localhost',
} as const;

/**
 * The same in every database. The public key of simulator mode is theirs, so that the second administrator approves what is
 * asked with it.
 */
export const LOCAL_ADMINISTRATOR_ID = '00000000-0000-7000-8000-000000000101';

/** @param email in small letters */
export function isLocalEmail(email: string): boolean {
  return Object.values<string>(LOCAL_EMAILS).includes(email);
}
