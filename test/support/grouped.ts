// Puts things into groups, in one pass: long proofs have a hundred thousand of them.
// Must never lose the order in which they came.

/** The things by what `nameOf` says of them, groups and members in the order in which they came. */
export function grouped<T>(things: readonly T[], nameOf: (thing: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    const name = nameOf(thing);
    const group = groups.get(name);
    if (group) group.push(thing);
    else groups.set(name, [thing]);
  }
  return groups;
}
