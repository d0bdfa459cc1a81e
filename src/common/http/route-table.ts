// Remembers which paths take which methods, so that a wrong method gets 405 and not 404.
// Must never route a request; Fastify does.

/** The methods of every path that was registered. */
export class RouteTable {
  readonly #methodsByTemplate = new Map<string, Set<string>>();
  #patterns: readonly { pattern: RegExp; methods: ReadonlySet<string> }[] | null = null;

  /**
   * @param template as Fastify has it, for example `/v1/orders/:id`
   * @param methods one or several
   */
  add(template: string, methods: string | readonly string[]): void {
    const known = this.#methodsByTemplate.get(template) ?? new Set();
    for (const method of [methods].flat()) known.add(method);
    this.#methodsByTemplate.set(template, known);
    this.#patterns = null;
  }

  /** Every route, as `GET /v1/orders/:id`, in alphabetic order. */
  list(): string[] {
    const routes = [...this.#methodsByTemplate].flatMap(([template, methods]) =>
      [...methods].map((method) => `${method} ${template}`),
    );
    return routes.sort();
  }

  /** The methods that a path takes, in alphabetic order; none when there is no such path. A query is not looked at. */
  methodsOf(url: string): string[] {
    const path = url.split('?')[0] ?? '';
    this.#patterns ??= [...this.#methodsByTemplate].map(([template, methods]) => ({
      pattern: patternOf(template),
      methods,
    }));
    const found = this.#patterns.filter(({ pattern }) => pattern.test(path));
    return [...new Set(found.flatMap(({ methods }) => [...methods]))].sort();
  }
}

function patternOf(template: string): RegExp {
  const parts = template.split('/').map((part) => {
    if (part.startsWith(':')) return '[^/]+';
    if (part === '*') return '.*';
    return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('/')}$`);
}
