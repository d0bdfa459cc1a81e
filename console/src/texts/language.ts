// In which language the console speaks: Korean, until somebody chooses English.
// Must never guess from the browser: a desk speaks Korean, and whoever does not says so once.
import { remember, useRemembered } from '../preferences/remembered';
import { en } from './en/index';
import { ko, type Texts } from './ko/index';

const LANGUAGES = ['ko', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const tables: Readonly<Record<Language, Texts>> = { ko, en };

const language = remember('language', LANGUAGES, 'ko');
const tellTheBrowser = (): void => {
  document.documentElement.lang = language.get();
};
tellTheBrowser();
language.subscribe(tellTheBrowser);

export const chooseLanguage = (value: Language): void => language.set(value);

export function useLanguage(): Language {
  return useRemembered(language);
}

/** Everything the console says, in the language that is chosen. */
export function useTexts(): Texts {
  return tables[useLanguage()];
}
