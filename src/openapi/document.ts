// Builds openapi.json from the code: routes, DTOs, who may call what, and how problems look.
// Must never need a database or anything else that runs.
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { problemComponents } from './problem-schemas.js';
import { routeMarks } from './route-marks.js';

type PathItem = OpenAPIObject['paths'][string];
type Operation = NonNullable<PathItem['get']>;

const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const;
const API_KEY = 'apiKey';

/** The document, with its keys in a fixed order. */
export function buildDocument(app: NestFastifyApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Gyeolje')
    .setDescription(
      'One orders API for Korean payment providers. Amounts are whole won, times ISO 8601 instants. Every write takes an Idempotency-Key; every error is problem+json with a stable code.',
    )
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API key, `gy_…`.' }, API_KEY)
    .build();
  const document = SwaggerModule.createDocument(app, config, { operationIdFactory: nameOperation });
  const marks = routeMarks(app);
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = item[method];
      if (operation) describe(operation, marks.get(`${method} ${path}`));
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

function describe(operation: Operation, mark: ReturnType<ReturnType<typeof routeMarks>['get']>): void {
  operation.security = mark?.open === false ? [{ [API_KEY]: [] }] : [];
  if (mark?.open === false) {
    const scope = `Needs a key with the scope \`${mark.scope}\`.`;
    operation.description = [operation.description, scope].filter(Boolean).join('\n\n');
  }
  for (const response of Object.values(operation.responses)) {
    if (response === undefined || '$ref' in response) continue;
    response.headers = { 'X-Request-Id': { $ref: '#/components/headers/X-Request-Id' }, ...response.headers };
  }
  operation.responses['4XX'] ??= { $ref: '#/components/responses/Problem' };
  operation.responses['5XX'] ??= { $ref: '#/components/responses/Problem' };
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
