// The page about errors names every error.
import { expect, test } from 'vitest';
import { PROBLEM_KINDS } from '../common/problems.js';
import { errorPageHtml, errorPageMarkdown } from './error-page.js';

test.each(Object.entries(PROBLEM_KINDS))(
  '%s has a row with what to do, where its type points to',
  (code, { whatToDo }) => {
    expect(errorPageHtml()).toContain(`<tr id="${code}">`);
    expect(errorPageHtml()).toContain(
      whatToDo.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    );
    expect(errorPageMarkdown()).toContain(`| \`${code}\` |`);
  },
);
