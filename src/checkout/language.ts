// Which language a visitor reads: what the address says, then what the browser asks for, then Korean.
// Must never need a cookie; links carry the choice on.

const LANGUAGES = ['ko', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/**
 * @param asked `lang` of the query, whatever it is
 * @param acceptLanguage the header, for example `en-GB,en;q=0.9,ko;q=0.8`
 */
export function languageOf(asked: unknown, acceptLanguage: string | undefined): Language {
  const chosen = LANGUAGES.find((language) => language === asked);
  return chosen ?? preferredOf(acceptLanguage ?? '');
}

function preferredOf(acceptLanguage: string): Language {
  // Whoever reads neither reads English more likely than Korean; who says nothing is in Korea.
  const wishes = acceptLanguage.split(',').flatMap((part) => {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
    if (tag === '' || tag === '*') return [];
    const quality = parameters.map((each) => /^\s*q=([01](?:\.\d{1,3})?)\s*$/.exec(each)?.[1]).find(Boolean);
    return [{ language: tag.startsWith('ko') ? ('ko' as const) : ('en' as const), quality: Number(quality ?? 1) }];
  });
  const best = wishes.filter(({ quality }) => quality > 0).sort((a, b) => b.quality - a.quality)[0];
  return best?.language ?? 'ko';
}
