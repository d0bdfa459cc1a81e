// The signs above a headline. They only repeat what the headline says.
// Must never be the only bearer of a meaning.
import { html, type Html } from '../html.js';

export type IconName = 'good' | 'bad' | 'calm' | 'wait' | 'bank' | 'back' | 'clock' | 'keep';

const PATHS: Readonly<Record<Exclude<IconName, 'wait'>, Html>> = {
  good: html`<path d="M7 12.5l3.4 3.4L17 9" />`,
  bad: html`<path d="M12 7v6M12 16.6v.1" />`,
  calm: html`<path d="M12 7v6M12 16.6v.1" />`,
  bank: html`<path d="M6 10.5L12 7l6 3.5M7.5 11v5M12 11v5M16.5 11v5M6 17h12" />`,
  back: html`<path d="M8 9.5h6a3 3 0 0 1 0 6H9.5M10 7L7.5 9.5 10 12" />`,
  keep: html`<rect x="5.5" y="7.5" width="13" height="9" rx="1.6" /><path d="M5.5 10.6h13M8 14h2.5" />`,
  clock: html`<path d="M12 7.5V12l3 2" />`,
};

export function icon(name: IconName): Html {
  if (name === 'wait') return html`<div class="spinner" aria-hidden="true"></div>`;
  return html`<svg class="icon ${name}" viewBox="0 0 24 24" width="56" height="56" aria-hidden="true">
    <circle cx="12" cy="12" r="12" />
    <g fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round">
      ${PATHS[name]}
    </g>
  </svg>`;
}
