// What an e-mail address of a person looks like here; whoever takes one asks here: people.dto.ts and the command line.
// Must never be asked at the sign-in: a text that is nobody's address is answered there like a wrong password.

/** Longer ones cannot be delivered to. */
export const LONGEST_EMAIL = 254;

/** Plain ASCII, with a domain of at least two parts, or of this machine: `kim@localhost`. */
export const EMAIL = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(localhost|[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+)$/i;
