// Reads environment variables into typed values and collects every fault, so that one boot names all of them.
// Must never print a value: a wrong value may be a secret typed into the wrong line.
import { isWebAddress } from '../common/http/web-address.js';

/** The variables, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

interface Wish {
  /** Shown when the value is missing or wrong. Never a real secret. */
  readonly example: string;
}

/** Reads variables one by one; `faults` has a line for each that is missing or wrong. */
export class EnvironmentReader {
  readonly faults: string[] = [];

  constructor(private readonly environment: Environment) {}

  /** Reads the same variables; what it finds wrong is not noted again. For a module that needs another one's values. */
  quiet(): EnvironmentReader {
    return new EnvironmentReader(this.environment);
  }

  /** A text that may be absent. An empty variable counts as absent. */
  optionalText(name: string): string | undefined {
    const value = this.environment[name]?.trim();
    return value === undefined || value === '' ? undefined : value;
  }

  /** A text, or the fallback when it is absent; with no fallback its absence is a fault. */
  text(name: string, wish: Wish & { readonly fallback?: string | undefined }): string {
    const value = this.optionalText(name) ?? wish.fallback;
    if (value === undefined) this.fault(name, 'is missing', wish.example);
    return value ?? '';
  }

  /** A whole number within limits. */
  integer(
    name: string,
    wish: Wish & { readonly fallback: number; readonly least: number; readonly most: number },
  ): number {
    const text = this.optionalText(name);
    if (text === undefined) return wish.fallback;
    const value = Number(text);
    if (/^\d{1,15}$/.test(text) && value >= wish.least && value <= wish.most) return value;
    this.fault(name, `must be a whole number from ${wish.least} to ${wish.most}`, wish.example);
    return wish.fallback;
  }

  /** `true` or `false`. */
  flag(name: string, fallback: boolean): boolean {
    const text = this.optionalText(name);
    if (text === undefined) return fallback;
    if (text === 'true' || text === 'false') return text === 'true';
    this.fault(name, 'must be true or false', 'true');
    return fallback;
  }

  /** One of a few words. */
  choice<T extends string>(name: string, choices: readonly T[], fallback: T): T {
    const text = this.optionalText(name);
    if (text === undefined) return fallback;
    const found = choices.find((choice) => choice === text);
    if (found !== undefined) return found;
    this.fault(name, `must be one of ${choices.join(', ')}`, fallback);
    return fallback;
  }

  /** Some of a few words, each once, in the order they are given, parted by commas; never none. */
  choices<T extends string>(name: string, choices: readonly T[], fallback: readonly [T, ...T[]]): readonly [T, ...T[]] {
    const text = this.optionalText(name);
    if (text === undefined) return fallback;
    const parts = text.split(',').map((part) => part.trim());
    const [first, ...others] = parts.flatMap((part) => choices.find((choice) => choice === part) ?? []);
    const isClean = 1 + others.length === parts.length && new Set(parts).size === parts.length;
    if (first !== undefined && isClean) return [first, ...others];
    this.fault(name, `must be some of ${choices.join(', ')}, each once, parted by commas`, fallback.join(','));
    return fallback;
  }

  /** An http(s) origin, with an optional path, without a slash at its end, query or password. */
  url(
    name: string,
    wish: Wish & { readonly fallback?: string | undefined; readonly httpsOnly?: boolean | undefined },
  ): string {
    const text = this.text(name, wish);
    if (text === '') return text;
    const url = isWebAddress(text) ? new URL(text) : null;
    const schemes = wish.httpsOnly === true ? ['https:'] : ['https:', 'http:'];
    if (!url || !schemes.includes(url.protocol) || url.search !== '' || url.hash !== '') {
      const scheme = wish.httpsOnly === true ? 'https' : 'http or https';
      this.fault(name, `must be an ${scheme} address without password, query or fragment`, wish.example);
      return '';
    }
    return url.href.replace(/\/+$/, '');
  }

  /** Notes a fault that concerns a variable. */
  fault(name: string, whatIsWrong: string, example: string): void {
    this.faults.push(`${name} ${whatIsWrong}. Example: ${name}=${example}`);
  }
}

/** The configuration cannot be used; `faults` names each variable, what is wrong and an example. */
export class ConfigurationError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`The configuration has ${faults.length} fault(s):\n${faults.map((line) => `  - ${line}`).join('\n')}`);
    this.name = 'ConfigurationError';
  }
}

/** Recursively frozen, so no module changes what another reads. */
export function frozen<T extends object>(value: T): Readonly<T> {
  for (const part of Object.values(value)) {
    if (typeof part === 'object' && part !== null && !Buffer.isBuffer(part)) frozen(part as object);
  }
  return Object.freeze(value);
}
