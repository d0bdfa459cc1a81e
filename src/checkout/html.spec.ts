import { describe, expect, it } from 'vitest';
import { html } from './html.js';

describe('html', () => {
  it('escapes every character that means something in markup', () => {
    expect(html`<p title="${`"'<>&`}">${'<script>alert(1)</script>'}</p>`.text).toBe(
      '<p title="&quot;&#39;&lt;&gt;&amp;">&lt;script&gt;alert(1)&lt;/script&gt;</p>',
    );
  });

  it('takes markup made by itself as it is, lists of it, and nothing for what is absent', () => {
    const items = ['a&b', 'c'].map((each) => html`<i>${each}</i>`);
    expect(html`${items}${null}${undefined}${false}${0}`.text).toBe('<i>a&amp;b</i><i>c</i>0');
  });
});
