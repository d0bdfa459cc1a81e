// Which exchanges are none that we began: the provider told something by itself.
// Must never name a question of ours.

/** The server keeps what a notice said as the request of an exchange. */
export function isTold({ operation }: { readonly operation: string }): boolean {
  return operation === 'refund notice';
}
