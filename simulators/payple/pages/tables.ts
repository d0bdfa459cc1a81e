// Tables of the control page.
// Must never be wider than the page; a wide one scrolls in itself.
import { type Html, html } from '../../ground/html.js';
import type { Texts } from './texts.js';

export type Row = readonly (string | Html)[];

export function dataTable(heads: readonly string[], rows: readonly Row[], texts: Texts): Html {
  if (rows.length === 0) return html`<p class="none">${texts.none}</p>`;
  return html`<div class="scroll" tabindex="0">
    <table>
      <thead>
        <tr>
          ${heads.map((head) => html`<th scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (cells) =>
            html`<tr>
              ${cells.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

export function stateMark(name: string): Html {
  return html`<span class="state" data-state="${name}">${name}</span>`;
}
