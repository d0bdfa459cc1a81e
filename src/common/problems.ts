// Every error the API can answer, in one table: RFC 9457 problem+json with a stable code and what to do.
// Must never carry a stack, a piece of SQL or a secret outside.

interface ProblemKind {
  /** HTTP status. */
  readonly status: number;
  /** One sentence: what is wrong, whatever the occasion. */
  readonly title: string;
  /** What the caller does next. */
  readonly whatToDo: string;
}

const kinds = {
  malformed_request: {
    status: 400,
    title: 'The request is not what this call takes.',
    whatToDo: 'Correct the fields named in detail and send it again.',
  },
  missing_api_key: {
    status: 401,
    title: 'There is no API key.',
    whatToDo: 'Send the header "Authorization: Bearer gy_…".',
  },
  wrong_api_key: {
    status: 401,
    title: 'This API key does not exist, has expired or was revoked.',
    whatToDo: 'Use a live key, or ask an administrator for a new one.',
  },
  scope_missing: {
    status: 403,
    title: 'This API key may not do that.',
    whatToDo: 'Use a key that has the scope named in detail.',
  },
  not_signed_in: {
    status: 401,
    title: 'Nobody is signed in, or not any more.',
    whatToDo: 'Sign in at POST /admin/sign-in.',
  },
  second_factor_needed: {
    status: 401,
    title: 'The sign-in is not complete: the second factor is missing.',
    whatToDo: 'Read next at GET /admin/session: give the code, or set up the second factor.',
  },
  sign_in_refused: {
    status: 401,
    title: 'The e-mail or the password is wrong, or this person may not sign in.',
    whatToDo: 'Try again, or ask an administrator for a new invitation.',
  },
  permission_missing: {
    status: 403,
    title: 'Your roles do not allow that.',
    whatToDo: 'Ask an administrator for a role with the permission named in detail.',
  },
  cross_site_request: {
    status: 403,
    title: 'This write does not come from our own page, or lacks the token of the session.',
    whatToDo: 'Send the csrfToken of GET /admin/session as X-CSRF-Token, from the address of the server itself.',
  },
  wrong_code: {
    status: 422,
    title: 'This code is wrong, too old, or was used already.',
    whatToDo: 'Wait for the next code of the app, or use a recovery code that was not used yet.',
  },
  wrong_password: {
    status: 422,
    title: 'The current password is wrong.',
    whatToDo: 'Type the password with which you sign in now.',
  },
  weak_password: {
    status: 422,
    title: 'This password is too easy to guess.',
    whatToDo: 'Choose another one; see detail for what is wrong with this one.',
  },
  invitation_not_usable: {
    status: 410,
    title: 'This invitation was used, has expired, or never was one.',
    whatToDo: 'Ask an administrator for a new one.',
  },
  email_used: {
    status: 409,
    title: 'There is a person with this e-mail already.',
    whatToDo: 'Change the person named in resourceId; invite them again if they cannot sign in.',
  },
  last_administrator: {
    status: 409,
    title: 'Nobody would be left to manage people.',
    whatToDo: 'Give somebody else the role administrator first, and let them set a password.',
  },
  not_found: { status: 404, title: 'There is no such thing.', whatToDo: 'Check the identifier and the path.' },
  method_not_allowed: {
    status: 405,
    title: 'This path does not take this method.',
    whatToDo: 'See /docs for the methods of each path.',
  },
  body_too_large: {
    status: 413,
    title: 'The body is too large.',
    whatToDo: 'Send less than 256 KiB, of a CSV file less than 1 MiB.',
  },
  unsupported_media_type: {
    status: 415,
    title: 'The body is not of a type this call takes.',
    whatToDo: 'Send JSON with "Content-Type: application/json".',
  },
  too_many_requests: {
    status: 429,
    title: 'Too many requests.',
    whatToDo: 'Wait for the seconds named in Retry-After, then go on more slowly.',
  },
  order_number_used: {
    status: 409,
    title: 'This order number belongs to an order with other content.',
    whatToDo: 'Use a new order number, or send exactly the content of the first order.',
  },
  order_not_payable: {
    status: 409,
    title: 'This order cannot be paid now.',
    whatToDo: 'Read the order: it is paid, being paid, cancelled, in doubt or expired.',
  },
  order_not_cancellable: {
    status: 409,
    title: 'This order has nothing to cancel now.',
    whatToDo: 'Read the order; only a paid order can be cancelled.',
  },
  cancellation_running: {
    status: 409,
    title: 'Another cancellation of this order is still running or in doubt.',
    whatToDo: 'Wait until it is settled, then look at what is left and ask again.',
  },
  billing_key_not_usable: {
    status: 409,
    title: 'This stored card cannot be used now.',
    whatToDo: 'Read the billing key: only an active one can be charged. Ask the buyer to register a card again.',
  },
  month_charged: {
    status: 409,
    title: 'This stored card is charged for this month already.',
    whatToDo: 'Read the order named in resourceId; charge without a billingMonth if you mean another charge.',
  },
  order_not_paid: {
    status: 409,
    title: 'This order is not paid.',
    whatToDo: 'Read the order; only what is paid, and not refunded, can have a cash receipt.',
  },
  cash_receipt_stands: {
    status: 409,
    title: 'This payment has a cash receipt already.',
    whatToDo: 'Read the cash receipt named in resourceId; cancel it before you ask for another.',
  },
  nothing_to_decide: {
    status: 409,
    title: 'Nobody has to decide about this now.',
    whatToDo: 'Read it again: it is settled by now, or the machine still asks.',
  },
  decision_not_possible: {
    status: 422,
    title: 'This decision does not fit what is in doubt.',
    whatToDo: 'See detail, and read the evidence again.',
  },
  shown_changed: {
    status: 409,
    title: 'It is not any more what you were shown.',
    whatToDo: 'Nothing was sent. Look at the preview again, and ask again if you still want it.',
  },
  approval_waits: {
    status: 409,
    title: 'Another refund of this payment was asked for and is not settled.',
    whatToDo: 'Wait for the request named in resourceId, or have it withdrawn.',
  },
  approval_settled: {
    status: 409,
    title: 'This request waits for nobody any more.',
    whatToDo: 'Read the request: it was decided, withdrawn, or is too old.',
  },
  wrong_person: {
    status: 403,
    title: 'This is for another person to do.',
    whatToDo: 'Nobody decides about what they asked for themselves; only who asked may withdraw or start it.',
  },
  asker_may_not_refund: {
    status: 409,
    title: 'Whoever asked for this may not refund any more.',
    whatToDo: 'Refuse the request. Somebody who may refund can ask again.',
  },
  csv_not_readable: {
    status: 422,
    title: 'This file cannot be read.',
    whatToDo: 'Correct what detail names and send the file again. Nothing was sent to anybody.',
  },
  batch_not_sendable: {
    status: 409,
    title: 'This file has broken rows, so nothing of it is sent.',
    whatToDo: 'Read what is wrong with each row, correct the file and send it again.',
  },
  busy: {
    status: 409,
    title: 'Others changed this order at the same moment.',
    whatToDo: 'Nothing was done. Send the same request again.',
  },
  idempotency_key_running: {
    status: 409,
    title: 'A request with this Idempotency-Key is still running.',
    whatToDo: 'Wait a moment and send the same request again for its answer.',
  },
  idempotency_key_reused: {
    status: 422,
    title: 'This Idempotency-Key was used for a different request.',
    whatToDo: 'Use a new key for a new request.',
  },
  webhook_url_used: {
    status: 409,
    title: 'There is a webhook endpoint with this address already.',
    whatToDo: 'Change the endpoint named in resourceId. If its secret was lost, rotate it.',
  },
  webhook_address_refused: {
    status: 422,
    title: 'Webhooks are not sent to this address.',
    whatToDo: 'Use a public https address whose name resolves. See detail for what is wrong with this one.',
  },
  view_name_used: {
    status: 409,
    title: 'You keep a view with this name already.',
    whatToDo: 'Choose another name, or change the view that has it.',
  },
  too_many_views: {
    status: 409,
    title: 'You keep as many views as anybody may.',
    whatToDo: 'Remove a view that you no longer need.',
  },
  seller_code_used: {
    status: 409,
    title: 'There is a seller with this code already.',
    whatToDo: 'Use another code, or change the credentials of that seller.',
  },
  amounts_do_not_add_up: {
    status: 422,
    title: 'The amounts do not add up.',
    whatToDo: 'Correct the amounts named in detail.',
  },
  over_balance: {
    status: 422,
    title: 'This is more than what is left of the payment.',
    whatToDo: 'Ask for at most the cancellableWon of the order.',
  },
  unknown_seller: {
    status: 422,
    title: 'There is no such seller.',
    whatToDo: 'Use the sellerCode of a seller that was set up, or leave it out.',
  },
  unknown_provider: {
    status: 422,
    title: 'There is no such payment provider.',
    whatToDo: 'Use one of the providers named in detail.',
  },
  not_supported: {
    status: 422,
    title: 'The payment provider cannot do that.',
    whatToDo: 'See detail for what it can do instead.',
  },
  provider_not_set_up: {
    status: 422,
    title: 'This seller has no credentials for this payment provider.',
    whatToDo: 'Set the seller’s credentials for the provider, or use another provider.',
  },
  provider_refused: {
    status: 402,
    title: 'The payment provider refused.',
    whatToDo: 'Nothing moved. See providerCode and providerMessage for its reason.',
  },
  provider_not_reached: {
    status: 503,
    title: 'The payment provider could not be reached.',
    whatToDo: 'Nothing moved. Try again in a moment.',
  },
  not_ready: {
    status: 503,
    title: 'The server is not ready.',
    whatToDo: 'Try again in a moment.',
  },
  internal: {
    status: 500,
    title: 'Something went wrong here.',
    whatToDo: 'Look the order up before repeating the request; give us the requestId if it lasts.',
  },
} as const satisfies Record<string, ProblemKind>;

/** The stable name of an error. */
export type ErrorCode = keyof typeof kinds;

/** The table itself, for the documentation and for tests. */
export const PROBLEM_KINDS: Readonly<Record<ErrorCode, ProblemKind>> = kinds;

/** What a problem says beyond its kind; all of it goes to the caller. */
export interface ProblemFacts {
  /** One sentence about this very occasion. */
  readonly detail?: string;
  /** The provider's own result code, when the provider refused. */
  readonly providerCode?: string;
  /** The provider's own words, when the provider refused. */
  readonly providerMessage?: string;
  /** What exists already and stands in the way, for example an order's id. */
  readonly resourceId?: string;
  /** Seconds after which another try makes sense. */
  readonly retryAfterSeconds?: number;
}

/** An error with a place in the table. Whatever else is thrown becomes `internal`. */
export class Problem extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly facts: ProblemFacts = {},
  ) {
    super(facts.detail ?? PROBLEM_KINDS[code].title);
    this.name = 'Problem';
  }

  get status(): number {
    return PROBLEM_KINDS[this.code].status;
  }
}

/** The problem+json document of a problem. */
export interface ProblemDocument extends ProblemFacts {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ErrorCode;
  readonly whatToDo: string;
  readonly requestId?: string;
}

/** The document that goes out for a problem. */
export function problemDocument(problem: Problem, requestId?: string): ProblemDocument {
  const { status, title, whatToDo } = PROBLEM_KINDS[problem.code];
  return {
    type: `/docs/errors#${problem.code}`,
    title,
    status,
    code: problem.code,
    ...problem.facts,
    whatToDo,
    ...(requestId === undefined ? {} : { requestId }),
  };
}
