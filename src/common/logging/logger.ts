// The log: JSON lines on stdout, for machines first. Nest's own `Logger` writes through it, so the house uses that.
// Must never be handed to a library that writes requests, headers or bodies into it.
import type { LoggerService } from '@nestjs/common';
import { pino, type DestinationStream, type Logger as Pino } from 'pino';
import { currentRequestId } from '../request-context.js';
import { describeError, scrubFields, scrubText } from './scrub.js';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';
type WritingLevel = Exclude<LogLevel, 'silent'>;

/** Parts of Nest that write a line for everything they load. */
const CHATTERING: ReadonlySet<string> = new Set([
  'InstanceLoader',
  'NestApplication',
  'NestFactory',
  'RouterExplorer',
  'RoutesResolver',
]);

/**
 * Nest's logger on pino. `logger.log('text')` writes a message; `logger.log({ message: 'job done', job, durationMs })`
 * writes fields, of which those on the list in scrub.ts are shown; an `Error` among the parameters is described.
 */
export class JsonLogger implements LoggerService {
  readonly #pino: Pino;

  /**
   * @param level the least serious level that is written
   * @param destination where lines go; stdout unless told
   */
  constructor(level: LogLevel, destination?: DestinationStream) {
    const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: nameLevel } };
    this.#pino = destination ? pino(options, destination) : pino(options);
  }

  log(message: unknown, ...rest: unknown[]): void {
    const isChatter = CHATTERING.has(String(rest.at(-1)));
    this.#write(isChatter ? 'debug' : 'info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.#write('error', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.#write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.#write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.#write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.#write('debug', message, rest);
  }

  #write(level: WritingLevel, message: unknown, rest: readonly unknown[]): void {
    if (!this.#pino.isLevelEnabled(level)) return;
    const entry: Record<string, unknown> = {};
    const requestId = currentRequestId();
    if (requestId !== null) entry['requestId'] = requestId;
    // Nest appends the name of the logger last, and for errors a stack before it.
    const texts = rest.filter((part) => typeof part === 'string');
    const context = texts.at(-1);
    if (context !== undefined) entry['context'] = context;
    const stack = texts.slice(0, -1).find((text) => text.includes('\n'));
    if (stack !== undefined) entry['stack'] = scrubText(stack);
    const error = [message, ...rest].find((part) => part instanceof Error);
    if (error) entry['error'] = describeError(error);
    const text = this.#describe(message, entry);
    this.#pino[level](entry, text);
  }

  /** Puts the fields of a structured message into the entry and returns its sentence. */
  #describe(message: unknown, entry: Record<string, unknown>): string {
    if (typeof message === 'string') return scrubText(message);
    if (message instanceof Error) return scrubText(message.message);
    if (typeof message !== 'object' || message === null) return scrubText(String(message));
    const { message: sentence, error, ...fields } = message as Record<string, unknown>;
    Object.assign(entry, scrubFields(fields));
    if (error !== undefined) entry['error'] = describeError(error);
    return typeof sentence === 'string' ? scrubText(sentence) : '';
  }
}

function nameLevel(level: string): { level: string } {
  return { level };
}
