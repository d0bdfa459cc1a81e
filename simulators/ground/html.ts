// Writes HTML in which every value is escaped unless it is HTML already.
// Must never be handed a string of markup from outside.

export class Html {
  constructor(readonly text: string) {}
}

type Piece = string | number | Html | null | readonly Piece[];

export function html(parts: TemplateStringsArray, ...values: Piece[]): Html {
  return new Html(
    parts.map((part, index) => part + (index < values.length ? render(values[index] ?? null) : '')).join(''),
  );
}

function render(piece: Piece): string {
  if (piece === null) return '';
  if (piece instanceof Html) return piece.text;
  if (typeof piece === 'object') return piece.map(render).join('');
  return escape(String(piece));
}

function escape(text: string): string {
  const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (letter) => names[letter] ?? letter);
}
