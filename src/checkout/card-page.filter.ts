// Turns what is thrown on the page of a card or an account into a page, in words that fit both.
// Must never show a problem's own sentences: they are for engineers, and in English only.
import { Catch } from '@nestjs/common';
import type { Problem } from '../common/problems.js';
import { commonCardTextsIn } from './card-texts.js';
import { PageFilter, type FailureWords } from './page.filter.js';
import type { View } from './pages/layout.js';

@Catch()
export class CardPageFilter extends PageFilter {
  /** The registration is over: its page says how the card stands. */
  protected override newerPageOf({ code }: Problem, base: string): string | null {
    return code === 'billing_key_not_usable' ? base : null;
  }

  protected override wordsIn({ language }: View): FailureWords {
    return commonCardTextsIn(language);
  }
}
