// What an e-mail address of a person looks like here.
// Must never be loosened to names without a domain: those belong to the people of simulator mode.

/** Longer ones cannot be delivered to. */
export const LONGEST_EMAIL = 254;

/** Plain ASCII, with a domain of at least two parts. */
export const EMAIL = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+$/;
