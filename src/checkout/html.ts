// Writes HTML from templates in which every value is escaped unless it is HTML already.
// Must never offer a way to pass a plain text through unescaped.

/** Markup that is safe to send. Only `html` makes it. */
export class Html {
  constructor(readonly text: string) {}
}

/** What a template takes; `null`, `undefined` and `false` leave nothing. */
export type Fragment = Html | string | number | null | undefined | false | readonly Fragment[];

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** The tag of the templates. Attributes must stand in double quotes. */
export function html(literals: TemplateStringsArray, ...values: Fragment[]): Html {
  return new Html(literals.map((literal, index) => literal + render(values[index])).join(''));
}

function render(value: Fragment): string {
  if (value === undefined || value === null || value === false) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map(render).join('');
  return String(value).replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}
