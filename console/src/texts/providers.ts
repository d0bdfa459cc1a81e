// What providers call themselves, in both languages.
// Must never be a condition of anything: a provider that is not here is shown by its name in the API.

const NAMES: Readonly<Record<string, string>> = { payco: 'PAYCO', payple: 'Payple' };

/** `undefined` of a provider that is not here. */
export function nameHere(provider: string): string | undefined {
  return NAMES[provider];
}

export function providerName(provider: string): string {
  return nameHere(provider) ?? provider;
}
