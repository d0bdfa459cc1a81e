// Pages that only say one thing: not found, something failed, a window is being opened.
// Must never show a text that came from outside.
import { html, type Fragment, type Html } from '../html.js';
import { icon, type IconName } from './icons.js';
import { inLanguage, layout, type View } from './layout.js';

export function notFoundPage(view: View): Html {
  return messagePage(view, 'calm', view.t.notFound, view.t.notFoundHint);
}

/** Why nothing could be started, for browsers without script. */
export interface Failure {
  readonly failed: string;
  readonly sentence: string;
  /** On the button that leads back. */
  readonly back: string;
}

export function failurePage(view: View, { failed, sentence, back }: Failure): Html {
  return messagePage(view, 'bad', failed, sentence, wayBack(view, back));
}

/** Stands in the provider's window between the click and the provider's page. */
export function openingPage(view: View): Html {
  const { t } = view;
  return layout(view, {
    title: t.opening,
    main: html`<section class="card standing" aria-labelledby="headline">
      ${icon('wait')}
      <h1 id="headline">${t.opening}</h1>
      <p>${t.openingHint}</p>
    </section>`,
  });
}

function messagePage(view: View, sign: IconName, headline: string, sentence: string, buttons?: Fragment): Html {
  return layout(view, {
    title: headline,
    main: html`<section class="card standing" aria-labelledby="headline">
      ${icon(sign)}
      <h1 id="headline">${headline}</h1>
      <p>${sentence}</p>
      <div class="buttons">${buttons}</div>
    </section>`,
  });
}

function wayBack({ base, language }: View, label: string): Fragment {
  return base !== null && html`<a class="main" href="${inLanguage(base, language)}">${label}</a>`;
}
