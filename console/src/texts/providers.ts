// What providers call themselves, in both languages.
// Must never be a condition of anything: a provider that is not here is shown by its name in the API.

const NAMES: Readonly<Record<string, string>> = { payco: 'PAYCO', payple: 'Payple' };

export function providerName(provider: string): string {
  return NAMES[provider] ?? provider;
}
