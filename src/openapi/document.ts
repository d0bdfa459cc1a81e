// Builds openapi.json from the code: routes, DTOs, who may call what, and how problems look.
// Must never need a database or anything else that runs.
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { RouteAccess } from '../access/require-scope.js';
import type { KeyUse } from '../common/http/idempotency-key.js';
import { problemComponents } from './problem-schemas.js';
import { routeMarks, type RouteMark } from './route-marks.js';

type PathItem = OpenAPIObject['paths'][string];
type Operation = NonNullable<PathItem['get']>;

const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const;
const API_KEY = 'apiKey';
const SESSION = 'session';
const CSRF_TOKEN = 'csrfToken';

/** The document, with its keys in a fixed order. */
export function buildDocument(app: NestFastifyApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Gyeolje')
    .setDescription(
      'One orders API for Korean payment providers. Amounts are whole won, times ISO 8601 instants; what is not said is left out, and never null unless the field says so. Writes take an Idempotency-Key, but for those that belong to a session or take a code that works once; what moves money needs one; every error is problem+json with a stable code.',
    )
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API key, `gy_…`.' }, API_KEY)
    .addCookieAuth(
      'gyeolje_session',
      {
        type: 'apiKey',
        in: 'cookie',
        description:
          'A person’s session at the refund desk; where the server is reached by https, `__Secure-gyeolje_session`.',
      },
      SESSION,
    )
    .addApiKey(
      { type: 'apiKey', in: 'header', name: 'X-CSRF-Token', description: 'The `csrfToken` of `GET /admin/session`.' },
      CSRF_TOKEN,
    )
    .build();
  const document = SwaggerModule.createDocument(app, config, { operationIdFactory: nameOperation });
  const marks = routeMarks(app);
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = item[method];
      if (operation) describe(operation, method, marks.get(`${method} ${path}`));
    }
  }
  const { schemas, responses, headers } = problemComponents;
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, ...schemas },
    responses: { ...document.components?.responses, ...responses },
    headers: { ...document.components?.headers, ...headers },
  };
  return inOrder(allowingNull(document), ['paths', 'schemas']);
}

/** `ApiKeysController.create` is `apiKeysCreate`, for programs that make clients of the document. */
function nameOperation(controller: string, method: string): string {
  const subject = controller.replace(/Controller$/, '').replace(/^./, (letter) => letter.toLowerCase());
  return subject + method.replace(/^./, (letter) => letter.toUpperCase());
}

function describe(operation: Operation, method: string, mark: RouteMark | undefined): void {
  operation.security = securityOf(mark?.access, method);
  const needs = mark && needsOf(mark.access);
  if (mark && method !== 'get' && mark.access.kind !== 'open' && mark.keyUse.kind !== 'none') {
    operation.parameters = [...(operation.parameters ?? []), keyHeader(mark.keyUse)];
  }
  if (needs !== undefined) operation.description = [operation.description, needs].filter(Boolean).join('\n\n');
  for (const response of Object.values(operation.responses)) {
    if (response === undefined || '$ref' in response) continue;
    response.headers = { 'X-Request-Id': { $ref: '#/components/headers/X-Request-Id' }, ...response.headers };
  }
  operation.responses['4XX'] ??= { $ref: '#/components/responses/Problem' };
  operation.responses['5XX'] ??= { $ref: '#/components/responses/Problem' };
}

function keyHeader({ isRequired }: KeyUse): NonNullable<Operation['parameters']>[number] {
  return {
    name: 'Idempotency-Key',
    in: 'header',
    required: isRequired,
    description:
      'The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done.' +
      (isRequired ? ' Without one the request is refused, because a repetition would move money again.' : ''),
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  };
}

/** A person's write also carries the token of their session. */
function securityOf(mark: RouteAccess | undefined, method: string): NonNullable<Operation['security']> {
  if (mark?.kind === 'key') return [{ [API_KEY]: [] }];
  if (mark?.kind !== 'person') return [];
  return [method === 'get' ? { [SESSION]: [] } : { [SESSION]: [], [CSRF_TOKEN]: [] }];
}

function needsOf(mark: RouteAccess): string | undefined {
  if (mark.kind === 'open') return undefined;
  if (mark.kind === 'key') return `Needs a key with the scope \`${mark.scope}\`.`;
  if (mark.permission !== null) return `Needs a signed-in person with the permission \`${mark.permission}\`.`;
  return mark.halfSignedIn ? 'Needs a session, also a half one.' : 'Needs a signed-in person.';
}

/**
 * Where a value is an object or null, the plugin writes `nullable` beside `allOf`. Read strictly that never allows null,
 * because the object that is referred to does not; so the two are said to be alternatives.
 */
function allowingNull<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((part: unknown) => allowingNull(part)) as T;
  const entries = Object.entries(value).map(([name, part]): [string, unknown] => [name, allowingNull(part)]);
  if (!('nullable' in value && value.nullable === true && 'allOf' in value && Array.isArray(value.allOf))) {
    return Object.fromEntries(entries) as T;
  }
  const nothing = { type: 'object', nullable: true, enum: [null] };
  return Object.fromEntries([
    ...entries.filter(([name]) => name !== 'allOf'),
    ['oneOf', [...(value.allOf as unknown[]), nothing]],
  ]) as T;
}

/** Sorts the entries of the objects with these names, so that the file does not depend on the order of modules. */
function inOrder<T>(value: T, sortedNames: readonly string[], name = ''): T {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([key, part]): [string, unknown] => [key, inOrder(part, sortedNames, key)]);
  if (sortedNames.includes(name)) entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries) as T;
}
