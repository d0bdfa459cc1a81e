// Why a command was not carried out.
// Must never repeat what was read from the standard input.

/** A reason not to do it, in one line for whoever typed the command. */
export class CommandRefused extends Error {}
