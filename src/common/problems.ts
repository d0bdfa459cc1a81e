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
  api_key_waits_for_approval: {
    status: 401,
    title: 'This API key opens nothing yet: a second person has to approve it.',
    whatToDo:
      'Have another administrator approve the change named in resourceId at the refund desk, then send the same request again.',
  },
  key_without_person: {
    status: 403,
    title: 'This API key was made by nobody who is known here, so it asks for no change of rights.',
    whatToDo:
      'Nothing was asked for. Ask at the refund desk, on the command line of the server, or with a key that somebody made at the desk.',
  },
  key_limit_reached: {
    status: 403,
    title: 'This is more than this API key may move.',
    whatToDo:
      'Nothing was sent. See limitWon and usedWon; ask for less, wait for the next day in Korea, or have a person do it at the refund desk.',
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
  invitation_waits_for_approval: {
    status: 409,
    title: 'This invitation cannot be used yet: a second person has to approve it.',
    whatToDo: 'Ask whoever invited you to have another administrator approve it, then open the link again.',
  },
  own_rights: {
    status: 403,
    title: 'Nobody changes their own roles or their own limit.',
    whatToDo: 'Ask another administrator.',
  },
  change_waits: {
    status: 409,
    title: 'Another change of the same thing waits for a second person.',
    whatToDo: 'Have the change named in resourceId approved, rejected or withdrawn first.',
  },
  change_settled: {
    status: 409,
    title: 'This change waits for nobody any more.',
    whatToDo: 'Read the change: it was decided, withdrawn, is too old, or has come to nothing.',
  },
  change_outdated: {
    status: 409,
    title: 'What was to be changed is not any more what it was when this was asked for.',
    whatToDo: 'Nothing was changed. Look at it again, and ask again if you still want it.',
  },
  asker_lost_right: {
    status: 409,
    title: 'Whoever asked for this may not ask for it any more.',
    whatToDo: 'Reject the change. Somebody who may can ask again.',
  },
  not_independent: {
    status: 403,
    title: 'You cannot be the second person here yet.',
    whatToDo:
      'Have somebody decide who did not make, invite or reset whoever it concerns, and was not by them, nor through people in between, or wait as long as detail says.',
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
    whatToDo:
      'Read the order. One that has expired is opened again (POST /v1/orders/{id}/reopen); instead of one that is voided, make a new one; one in doubt will be known soon.',
  },
  order_not_voidable: {
    status: 409,
    title: 'This order cannot be withdrawn now.',
    whatToDo: 'Read the order: one that is paid is refunded; one whose payment is on its way will be known soon.',
  },
  order_not_reopenable: {
    status: 409,
    title: 'This order cannot be opened again.',
    whatToDo:
      'Read the order; only one that nobody has paid, or whose time was up, can be. Otherwise make another order.',
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
  needs_operator: {
    status: 409,
    title: 'Nobody knows how much is left of this payment at its provider, so no part of it is refunded.',
    whatToDo:
      'Wait until an operator has looked there: they record what went back elsewhere, or note that nothing did. All that is left can be refunded meanwhile.',
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
  provider_number_used: {
    status: 422,
    title: 'Another cancellation has this number of the provider already.',
    whatToDo: 'Read the cancellation named in resourceId: it may be the same money. Else send the number of this one.',
  },
  not_missing_at_provider: {
    status: 422,
    title: 'The provider says that not so much went back there without the platform.',
    whatToDo:
      'Nothing was recorded. See leftWon and missingWon; send "by_hand" if it went back by other means than at the provider.',
  },
  refund_found_already: {
    status: 422,
    title: 'A refund of this amount that was made elsewhere is recorded already.',
    whatToDo:
      'Read the cancellation named in resourceId: it may be the same money. If this is another one, send isAnother: true.',
  },
  refunded_at_not_possible: {
    status: 422,
    title: 'It cannot have gone back at that time.',
    whatToDo: 'Correct refundedAt: not before the payment, and not in the future.',
  },
  shown_changed: {
    status: 409,
    title: 'It is not any more what you were shown.',
    whatToDo: 'Nothing was sent or recorded. Look at it again, and ask again if you still want it.',
  },
  approval_waits: {
    status: 409,
    title: 'Something else about the same money was asked for at the refund desk and is not settled.',
    whatToDo:
      'Nothing was done. Wait for the request named in resourceId, or have it approved, refused or withdrawn there.',
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
  idempotency_key_required: {
    status: 400,
    title: 'This call moves money, or says that it moved, and has no Idempotency-Key.',
    whatToDo:
      'Make a UUID for each thing you want done, keep it, and send it as Idempotency-Key: the same one when you repeat the request.',
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
  idempotency_key_unfinished: {
    status: 409,
    title: 'The first request with this Idempotency-Key did not get to its end.',
    whatToDo: 'See detail, and look at what you asked for. If it was not done, ask again with a new key.',
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
    whatToDo:
      'Nothing moved, or what was taken by other means than asked for was given back (the reason given_back). Tell the buyer by buyerReason, if there is one; see providerCode and providerMessage for its reason.',
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
  /** What the buyer can do about a decline, such as `limit_exceeded`; the same as `refusal.buyerReason`. */
  readonly buyerReason?: string;
  /** The provider's own result code, when the provider refused. */
  readonly providerCode?: string;
  /** The provider's own words, when the provider refused. */
  readonly providerMessage?: string;
  /** What exists already and stands in the way, for example an order's id. */
  readonly resourceId?: string;
  /** Seconds after which another try makes sense. */
  readonly retryAfterSeconds?: number;
  /** The limit that was reached, in won. */
  readonly limitWon?: number;
  /** What counts against that limit already, in won. */
  readonly usedWon?: number;
  /** What is left of the payment, in won. */
  readonly leftWon?: number;
  /** What went back without us, and was found and recorded just now, in won. */
  readonly recordedElsewhereWon?: number;
  /** What went back there that our books do not have, in won. */
  readonly missingWon?: number;
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

/** What documents of one kind say alike, and what belongs to the request that was answered. */
const NO_FACTS: ReadonlySet<string> = new Set(['type', 'title', 'status', 'code', 'whatToDo', 'requestId']);

/** The problem that a document went out for. */
export function problemOf(document: ProblemDocument): Problem {
  return new Problem(
    document.code,
    Object.fromEntries(Object.entries(document).filter(([name]) => !NO_FACTS.has(name))),
  );
}
