// Reads the text fields of a multipart form, as browsers and old clients send it.
// Must never keep a file; Payple takes none.

export function readMultipart(contentType: string, body: Buffer): Record<string, string> {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  const mark = boundary?.[1] ?? boundary?.[2];
  if (mark === undefined) return {};
  // Latin-1 keeps every byte as one letter, so that cutting never breaks a character.
  const parts = `\r\n${body.toString('latin1')}`.split(`\r\n--${mark}`).slice(1, -1);
  return Object.fromEntries(parts.flatMap(readPart));
}

function readPart(part: string): [string, string][] {
  const end = part.indexOf('\r\n\r\n');
  const head = part.slice(0, end);
  const name = /\bname="([^"]*)"/i.exec(head)?.[1];
  if (end === -1 || name === undefined || /\bfilename=/i.test(head)) return [];
  const decode = (letters: string): string => Buffer.from(letters, 'latin1').toString('utf8');
  return [[decode(name), decode(part.slice(end + 4))]];
}
