// What the seller routes ask of the providers, without knowing them: is this a set of credentials?
// Must never import a provider or the registry; the application binds the two.

/** Injection token of a `CredentialsCheck`. */
export const CREDENTIALS_CHECK = Symbol('credentials check');

/**
 * Checks credentials before they are sealed.
 *
 * @returns what is wrong with them, in one sentence that repeats none of them, or `null`
 * @throws Problem `unknown_provider`
 */
export type CredentialsCheck = (provider: string, credentials: Readonly<Record<string, string>>) => string | null;
