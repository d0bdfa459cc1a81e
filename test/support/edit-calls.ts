// Edits what the house in this process asks of a provider, on its way there: so the provider does something else than it was
// asked for, truly and in its books. Must never edit an answer; the simulators' faults do that.
import { Outbound, type PostOutcome, type PostRequest } from '../../src/common/outbound/post.js';

interface Edit {
  readonly from: string;
  readonly to: string;
  left: number;
}

const edits: Edit[] = [];
let isInstalled = false;

/**
 * Edits the next call whose body contains a text, and no other.
 *
 * @param from what the body says
 * @param to what the provider is told instead
 */
export function editNextCall(from: string, to: string): void {
  install();
  edits.push({ from, to, left: 1 });
}

/** Every call to a provider passes here. */
function install(): void {
  if (isInstalled) return;
  isInstalled = true;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with its own object below
  const post = Outbound.prototype.post;
  Outbound.prototype.post = function (request: PostRequest): Promise<PostOutcome> {
    const edit = edits.find(({ from, left }) => left > 0 && request.body.includes(from));
    if (edit) edit.left -= 1;
    return post.call(this, edit ? { ...request, body: request.body.replace(edit.from, edit.to) } : request);
  };
}
