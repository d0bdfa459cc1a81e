// Which requests the list of approvals shows. What is here stands in the address, so that it can be kept and sent.
// Must never hold the name of anybody.

export interface ApprovalFilter {
  /** Absent: those that wait. */
  readonly show?: 'all';
}

/** The filter that an address holds. What cannot be one is left out. */
export function readApprovalFilter({ show }: Readonly<Record<string, unknown>>): ApprovalFilter {
  return show === 'all' ? { show } : {};
}
