// Builds HTML from templates in which every value is escaped unless it is HTML already.
// Must never offer a way to pass a plain string through unescaped.

export class Html {
  constructor(readonly text: string) {}
}

export type Fragment = Html | string | number | false | undefined | readonly Fragment[];

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function html(literals: TemplateStringsArray, ...values: Fragment[]): Html {
  return new Html(literals.map((literal, index) => literal + render(values[index])).join(''));
}

function render(value: Fragment): string {
  if (value === undefined || value === false) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map(render).join('');
  return String(value).replace(/[&<>"']/g, (character) => escapes[character] ?? '');
}
