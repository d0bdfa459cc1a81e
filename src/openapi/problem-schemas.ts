// How problems look in openapi.json: one schema, one answer, for every operation.
// Must never list a code that is not in the table of problems.
import type { OpenAPIObject } from '@nestjs/swagger';
import { PROBLEM_KINDS } from '../common/problems.js';
import { BUYER_REASONS } from '../orders/provider-reply.js';

type Components = NonNullable<OpenAPIObject['components']>;

/** To be merged into the document's components. */
export const problemComponents = {
  schemas: {
    Problem: {
      type: 'object',
      description: 'What went wrong (RFC 9457), and what to do about it. Decide by `code`; it never changes.',
      required: ['type', 'title', 'status', 'code', 'whatToDo'],
      properties: {
        type: { type: 'string', description: 'Where the code is explained.', example: '/docs/errors#over_balance' },
        title: { type: 'string', description: 'One sentence, whatever the occasion.' },
        status: { type: 'integer', description: 'The HTTP status.', example: 422 },
        code: { type: 'string', enum: Object.keys(PROBLEM_KINDS).sort() },
        detail: { type: 'string', description: 'One sentence about this very occasion.' },
        whatToDo: { type: 'string', description: 'What the caller does next.' },
        buyerReason: {
          type: 'string',
          enum: [...BUYER_REASONS],
          description:
            'What the buyer can do about a decline, when the provider’s code says something that they can act on.',
        },
        providerCode: { type: 'string', description: 'The provider’s own result code, when the provider refused.' },
        providerMessage: { type: 'string', description: 'The provider’s own words, when the provider refused.' },
        resourceId: { type: 'string', description: 'What exists already and stands in the way.' },
        retryAfterSeconds: { type: 'number', description: 'After which another try makes sense.' },
        limitWon: { type: 'integer', description: 'The limit that was reached, in won.' },
        usedWon: { type: 'integer', description: 'What counts against that limit already, in won.' },
        leftWon: { type: 'integer', description: 'What is left of the payment, in won.' },
        recordedElsewhereWon: {
          type: 'integer',
          description: 'What went back without us, and was found and recorded just now, in won.',
        },
        missingWon: { type: 'integer', description: 'What went back there that our books do not have, in won.' },
        requestId: { type: 'string', description: 'Also in the header X-Request-Id; name it when you ask for help.' },
      },
    },
  },
  responses: {
    Problem: {
      description: 'A problem. See /docs/errors for every code.',
      headers: { 'X-Request-Id': { $ref: '#/components/headers/X-Request-Id' } },
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  },
  headers: {
    'X-Request-Id': {
      description: 'Names the request in our log. Yours, when you sent one of 8 to 64 letters, digits, - or _.',
      schema: { type: 'string' },
    },
  },
} satisfies Components;
