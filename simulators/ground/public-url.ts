// Reads the address under which others know a simulator, when it is not the one it listens at.
// Must never make the simulator listen anywhere else.

/** Undefined when there is none. A path is refused: providers' addresses begin at the root. */
export function readPublicUrl(name: string, text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isOrigin = url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`;
  if (!isOrigin)
    throw new Error(`${name} must be an address such as https://pay.example without a path, not "${text}"`);
  return url.origin;
}
