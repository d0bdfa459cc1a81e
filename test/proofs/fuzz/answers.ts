// Holds an answer against what is promised: its status, the published schema, a complete problem, and no word too many.
// Must never let an answer pass because nothing was published about it.
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { Document, Operation, Schema, Unpublished } from './operations.js';
import type { Heard } from './sender.js';

/** Answers of 500 and above that are meant: the provider was surely not reached, and the caller is told to try again. */
const MEANT_5XX: ReadonlySet<string> = new Set(['503 provider_not_reached']);

/** What only the inside may know. None of it is in what is sent. */
const INSIDE =
  /node_modules|\bat .{1,80}[(/][^ ]*:\d+:\d+|\.(?:ts|js):\d+|\/root\/|\/home\/|\bSELECT\s|INSERT INTO|\bUPDATE \w+ SET|duplicate key|violates|invalid input syntax|out of range for type|QueryFailed|TypeError|RangeError|SyntaxError|Cannot read prop|is not a function|\[object Object\]|ECONNREFUSED|graphile/;

/** Why an endpoint could not be reached is said to the merchant whose it is. */
const MEANT_WORDS = /"failure":"connection failed: [A-Z_]{1,40}"/g;

const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

export class Answers {
  readonly #problem: ValidateFunction;
  readonly #bodies = new Map<string, ValidateFunction>();
  /** What is no JSON, by its type. */
  readonly #files = new Map<string, string>();
  readonly #statuses = new Map<string, ReadonlySet<number>>();

  constructor(document: Document) {
    const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true });
    addFormats.default(ajv);
    ajv.addSchema({ $id: 'openapi', components: closed(document.components) });
    this.#problem = ajv.compile({ $ref: 'openapi#/components/schemas/Problem' });
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const [method, { responses }] of Object.entries(methods)) {
        const name = `${method.toUpperCase()} ${path}`;
        this.#statuses.set(name, new Set(Object.keys(responses).map(Number)));
        for (const [status, { content }] of Object.entries(responses)) {
          const schema = content?.['application/json']?.schema;
          if (schema) this.#bodies.set(`${name} ${status}`, ajv.compile(inside(closed(schema))));
          else if (content) this.#files.set(`${name} ${status}`, Object.keys(content)[0] ?? '');
        }
      }
    }
  }

  /** The same for the answer to what was hardly HTTP. The HTTP parser may have answered, or hung up. */
  faultsOfRaw(answer: string): string[] {
    const leaked = INSIDE.exec(answer);
    const status = /^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1];
    if (answer !== '' && status === undefined) return ['it is no HTTP'];
    return [
      ...(leaked ? [`it tells of the inside: ${leaked[0]}`] : []),
      ...(Number(status) >= 500 ? [`the status is ${status ?? ''}`] : []),
    ];
  }

  /** One sentence for each thing that is wrong about an answer. */
  faultsOf({ name, answers, method: meant }: Operation, method: string, heard: Heard): string[] {
    const { status, text, headers } = heard;
    const faults: string[] = [];
    const leaked = INSIDE.exec(text.replace(MEANT_WORDS, ''));
    if (leaked) faults.push(`it tells of the inside: ${leaked[0]}`);
    // What the HTTP parser refuses has not become a request, so it has no id.
    if (headers['x-request-id'] === undefined && !(status === 400 && headers.connection === 'close'))
      faults.push('the header X-Request-Id is missing');
    if (method === 'HEAD') {
      if (status >= 500) faults.push(`the status is ${status}`);
      if (text !== '') faults.push('an answer to HEAD has a body');
      return faults;
    }
    if (status >= 400) return [...faults, ...this.#faultsOfRefusal(heard, answers)];
    if (method !== meant) return [...faults, `${method} should not be answered ${status}`];
    if (answers) {
      if (!answers.statuses.includes(status)) faults.push(`the status ${status} is none that this door has`);
      return faults;
    }
    return [...faults, ...this.#faultsOfSuccess(name, heard)];
  }

  #faultsOfSuccess(name: string, { status, text, headers }: Heard): string[] {
    if (this.#statuses.get(name)?.has(status) !== true) return [`the status ${status} is not published`];
    const file = this.#files.get(`${name} ${status}`);
    if (file !== undefined) return headers['content-type'] === `${file}; charset=utf-8` ? [] : [`it is not ${file}`];
    const validate = this.#bodies.get(`${name} ${status}`);
    if (!validate) return text === '' ? [] : ['there is a body, and none is published'];
    if (headers['content-type'] !== 'application/json; charset=utf-8') return ['it is not called JSON'];
    const value = parsed(text);
    return validate(value) ? [] : errorsOf(validate);
  }

  #faultsOfRefusal({ status, text, headers }: Heard, door: Unpublished | null): string[] {
    const type = headers['content-type'] ?? '';
    if (door?.refusesWithPages === true && type === 'text/html; charset=utf-8' && status < 500) return [];
    if (type !== PROBLEM_TYPE) return [`it is answered ${status} as "${type}", not as a problem`];
    const problem = withoutFields(parsed(text), door?.saysAlso ?? []);
    if (!this.#problem(problem)) return errorsOf(this.#problem);
    const faults: string[] = [];
    if (status >= 500 && !MEANT_5XX.has(`${status} ${String(problem['code'])}`)) faults.push(`the status is ${status}`);
    if (problem['status'] !== status) faults.push('the problem is of another status');
    if (problem['type'] !== `/docs/errors#${String(problem['code'])}`) faults.push('the problem is of another type');
    if (problem['requestId'] !== headers['x-request-id']) faults.push('the problem names another request');
    for (const sentence of ['title', 'whatToDo']) {
      if (!String(problem[sentence]).endsWith('.')) faults.push(`its ${sentence} is no sentence`);
    }
    return faults;
  }
}

/** A field that is not published is a mistake too: objects have the fields that their schema names, and no others. */
function closed<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((part: unknown) => closed(part)) as T;
  const entries = Object.entries(value).map(([name, part]): [string, unknown] => [name, closed(part)]);
  const isObject = 'properties' in value && !('additionalProperties' in value) && typeof value.properties === 'object';
  return Object.fromEntries(isObject ? [...entries, ['additionalProperties', false]] : entries) as T;
}

/** References lead into the document. */
function inside(schema: Schema): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"openapi#/')) as object;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function withoutFields(value: unknown, names: readonly string[]): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
}

function errorsOf(validate: ValidateFunction): string[] {
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) =>
      `the answer is not as published: ${instancePath} ${message ?? ''} ${JSON.stringify(params)}`,
  );
}
