// Receives a file of rows while it is being written, and hands it to the browser to be saved.
// Must never take a file that broke off for a whole one.

/** Told at most so often; a page that renders at every piece is slower than the server. */
const TELL_EVERY_MS = 120;
const LINE_FEED = 10;

/**
 * Reads to the end.
 *
 * @param onRows told how many rows are there; the first line names the columns
 * @throws when the connection breaks, or the reader is stopped
 */
export async function receiveRows(
  stream: ReadableStream<Uint8Array>,
  onRows: (rows: number) => void,
): Promise<{ readonly file: Blob; readonly rows: number }> {
  const pieces: BlobPart[] = [];
  const reader = stream.getReader();
  let lines = 0;
  let toldAtMs = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    pieces.push(value as Uint8Array<ArrayBuffer>);
    for (const byte of value) if (byte === LINE_FEED) lines += 1;
    const nowMs = performance.now();
    if (nowMs - toldAtMs < TELL_EVERY_MS) continue;
    toldAtMs = nowMs;
    onRows(Math.max(lines - 1, 0));
  }
  return { file: new Blob(pieces, { type: 'text/csv;charset=utf-8' }), rows: Math.max(lines - 1, 0) };
}

/** Lets the browser save a file under a name. */
export function saveAs(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
