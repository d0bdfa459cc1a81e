// Where the source compares what sounds like a secret: in constant time, by a look-up in the database, or plainly.
// Must never let a new place through without a sentence on why it is safe.
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const SOURCE = fileURLToPath(new URL('../../../src', import.meta.url));

/** A secret that somebody sends is compared with the right one here, in a time that tells nothing. */
export const TIMING_SAFE: Readonly<Record<string, string>> = {
  'observability/metrics.controller.ts':
    'The METRICS_TOKEN; both sides are hashed first, so that not even the length is told.',
  'people/tokens.ts': 'The token of a session’s writes; both sides are hashed first.',
  'payple/window/payple-window-tokens.ts': 'The signature of an address that opens a window.',
};

/**
 * Rows that are found by a secret. The index is searched by the whole value, and what is searched for is a hash of what
 * was sent, or 192 random bits: how long it takes tells nothing about the letters of any other.
 */
export const LOOKED_UP_BY_HASH_OR_TOKEN: Readonly<Record<string, string>> = {
  'access/api-keys.service.ts: keyHash': 'API keys: by the SHA-256 of what was sent.',
  'access/local-key.ts: key_hash': 'At boot, by the hash of the public key; nobody’s input.',
  'billing/key-book.ts: keyFingerprint': 'A stored card, by a keyed hash of what the provider calls it.',
  'billing/key-book.ts: k.registrationToken': 'The page of a card: by 192 random bits.',
  'people/devices.service.ts: token_hash': 'A device that is known: by the SHA-256 of 256 random bits.',
  'people/invitations.service.ts: password_hash': 'No condition: where a new password’s hash is written.',
  'people/invitations.service.ts: token_hash': 'An invitation: by the SHA-256 of 256 random bits.',
  'people/local-people.ts: password_hash': 'No condition: at boot, where the hash of the public password is written.',
  'people/second-factor.service.ts: code_hash': 'A recovery code: by the SHA-256 of 78 random bits and its person.',
  'people/session-rows.ts: s.token_hash': 'A session: by the SHA-256 of 256 random bits.',
  'people/sessions.service.ts: token_hash': 'No condition: where the hash of a session’s new token is written.',
  'people/sign-in.service.ts: password_hash':
    'Whether a hash that was read a moment ago still stands; Argon2 has compared the password.',
  'people/sign-in.service.ts: token_hash': 'The session that a browser had: by the SHA-256 of 256 random bits.',
  'orders/books.ts: o.checkoutToken': 'The page of an order: by 192 random bits.',
  'rights/key-limits.ts: fingerprint': 'The same request of a key again, by the hash of its content; no secret.',
};

/** Comparisons in the usual way, and why each may be one. */
export const PLAIN: Readonly<Record<string, string>> = {
  'access/api-key-text.ts: text === LOCAL_API_KEY': 'The key of simulator mode is printed in the README.',
  'admin/refunds/asking.service.ts: earlier.fingerprint !== ticket?.fingerprint':
    'Whether somebody asks the same again under their own Idempotency-Key.',
  'admin/refunds/approvals.dto.ts: shownHash === request.shownHash':
    'Whether a request is still what was shown; whoever may see it is told its hash.',
  'admin/refunds/approving.service.ts: present.shownHash === request.shownHash': 'The same, when it is approved.',
  'admin/refunds/shown-refund.ts: shownHash !== seenHash':
    'Whether somebody agrees to what is so; whoever may see it is told its hash.',
  'billing/charging.service.ts: first.contentHash !== order.contentHash':
    'Whether a merchant asks for the same order again, by its own content.',
  'common/http/strict-json.ts: RESERVED_KEYS.includes(key)': 'Names of fields.',
  'orders/answers.ts: ticket?.fingerprint !== record.fingerprint':
    'Whether a merchant asks the same again under its own Idempotency-Key.',
  'orders/key-claims.ts: fingerprints.includes(row.fingerprint)':
    'Whether somebody asks the same again under their own Idempotency-Key.',
  'orders/order-draft.ts: each !== key': 'The name of a job.',
  'orders/order-draft.ts: each.key !== key': 'The name of a job.',
  'orders/orders.service.ts: first.contentHash === order.contentHash':
    'Whether a merchant asks for the same order again, by its own content.',
  'people/password-rules.ts: plain === LOCAL_PASSWORD': 'The password of simulator mode is printed in the README.',
  "payple/billing/payple-billing.mapping.ts: (read(fields, 'payerId') ?? keySecret) !== keySecret":
    'Payple’s own answer to a call of ours, not a stranger’s.',
  "payple/billing/payple-billing.mapping.ts: read(fields, 'payerId') !== keySecret":
    'Payple’s own answer to a call of ours, not a stranger’s.',
  'payple/payple-charges.service.ts: (charge.payerId ?? keySecret) !== keySecret':
    'Payple’s own answer to a call of ours, not a stranger’s.',
};

/** What was found in the source, sorted. */
export interface Comparisons {
  readonly timingSafe: readonly string[];
  readonly lookedUp: readonly string[];
  readonly plain: readonly string[];
}

const SOUNDS_SECRET = /(secret|token|hash|signature|digest|fingerprint|password|key)$/i;
const COMPARING_OPERATORS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
]);
const COMPARING_METHODS: ReadonlySet<string> = new Set([
  'includes',
  'startsWith',
  'endsWith',
  'indexOf',
  'localeCompare',
]);
const CONDITION = /([\w.]*(?:token|hash|fingerprint|secret))\s*=\s*(?:[:$]|ANY)/gi;

/** Reads every source file but the tests. */
export async function comparisonsOfSecrets(): Promise<Comparisons> {
  const names = await readdir(SOURCE, { recursive: true });
  const files = names.filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.spec.ts') && !name.includes('testing/'),
  );
  const [timingSafe, lookedUp, plain] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const file of files) {
    const source = ts.createSourceFile(file, await readFile(join(SOURCE, file), 'utf8'), ts.ScriptTarget.Latest, true);
    const look = (node: ts.Node): void => {
      if (isCallOf(node, 'timingSafeEqual')) timingSafe.add(file);
      for (const column of columnsIn(node)) lookedUp.add(`${file}: ${column}`);
      if (comparesPlainly(node)) plain.add(`${file}: ${node.getText().replace(/\s+/g, ' ')}`);
      ts.forEachChild(node, look);
    };
    look(source);
  }
  return { timingSafe: [...timingSafe].sort(), lookedUp: [...lookedUp].sort(), plain: [...plain].sort() };
}

/** Columns that sound like secrets in a condition: in SQL, or in `where: { … }`. */
function columnsIn(node: ts.Node): string[] {
  if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) {
    return [...node.getText().matchAll(CONDITION)].map(([, column = '']) => column);
  }
  const isWhere = ts.isPropertyAssignment(node) && node.name.getText() === 'where';
  if (!isWhere || !ts.isObjectLiteralExpression(node.initializer)) return [];
  return node.initializer.properties
    .flatMap(({ name }) => name?.getText() ?? [])
    .filter((name) => SOUNDS_SECRET.test(name));
}

function comparesPlainly(node: ts.Node): boolean {
  if (ts.isBinaryExpression(node) && COMPARING_OPERATORS.has(node.operatorToken.kind)) {
    const sides = [node.left, node.right];
    // That something is there, or of a type, tells nothing about its letters.
    return sides.some(soundsSecret) && !sides.some(isPlainWord);
  }
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  return COMPARING_METHODS.has(node.expression.name.text) && node.arguments.some(soundsSecret);
}

function isCallOf(node: ts.Node, name: string): boolean {
  return ts.isCallExpression(node) && node.expression.getText() === name;
}

function soundsSecret(node: ts.Expression): boolean {
  const name = ts.isPropertyAccessExpression(node) ? node.name.text : ts.isIdentifier(node) ? node.text : '';
  return SOUNDS_SECRET.test(name);
}

/** `null`, `undefined`, a number, a text that is written in the source, or the answer of `typeof`. */
function isPlainWord(node: ts.Expression): boolean {
  return (
    node.kind === ts.SyntaxKind.NullKeyword ||
    ts.isNumericLiteral(node) ||
    ts.isStringLiteralLike(node) ||
    ts.isTypeOfExpression(node) ||
    (ts.isIdentifier(node) && node.text === 'undefined')
  );
}
