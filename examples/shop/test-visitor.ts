// As much of a browser as the tests of the shop need: cookies, the hidden fields of the last page, no automatic redirects.
// Must never be used by the shop itself.

export const phone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148';

export interface Page {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export class TestVisitor {
  private readonly cookies = new Map<string, string>();
  private hidden: Record<string, string> = {};

  /** @param shopUrl asked each time: a shop that was closed and opened again has another port */
  constructor(
    private readonly shopUrl: () => string,
    private readonly userAgent = phone,
  ) {}

  async get(path: string): Promise<Page> {
    const page = await this.send(path, {});
    this.hidden = {};
    for (const [, name = '', value = ''] of page.text.matchAll(/type="hidden"\s+name="(\w+)"\s+value="([^"]*)"/g)) {
      this.hidden[name] = value;
    }
    return page;
  }

  /** Sends a form with the hidden fields of the page last opened, as the browser would. */
  post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Page> {
    const body = new URLSearchParams({ ...this.hidden, ...fields });
    return this.send(path, { method: 'POST', body, headers });
  }

  async add(...products: string[]): Promise<void> {
    await this.get('/');
    for (const product of products) await this.post('/cart', { product, step: 'add' });
  }

  private async send(
    path: string,
    request: { method?: string; body?: URLSearchParams; headers?: Record<string, string> },
  ): Promise<Page> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(new URL(path, this.shopUrl()), {
      ...request,
      headers: { ...request.headers, cookie, 'user-agent': this.userAgent },
      redirect: 'manual',
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^(\w+)=([^;]*)/.exec(line) ?? [];
      this.cookies.set(name, value);
    }
    return { status: response.status, headers: response.headers, text: await response.text() };
  }
}
