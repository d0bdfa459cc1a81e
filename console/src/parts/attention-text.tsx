// Why somebody is called, in a sentence: in the reader's language where there are words for it, else as the server says it.
// Must never pass the server's English off as the reader's language.
import { formatMinute } from '../format/moment';
import { formatWon } from '../format/won';
import { attentionInLine, attentionSentence } from '../texts/evidence';
import { useLanguage, useTexts } from '../texts/language';

interface AttentionTextProps {
  readonly attention: string;
  /** Of the last verdict, where it is known. */
  readonly rule?: string | undefined;
  /** Of a payment. */
  readonly paymentState?: string | undefined;
}

export function AttentionText({ attention, ...standing }: AttentionTextProps) {
  const { evidence } = useTexts();
  const language = useLanguage();
  const words = attentionSentence(evidence, attention, (amountWon) => formatWon(amountWon, language), standing);
  return words === null ? <span lang="en">{attention}</span> : words;
}

/** What distinguishes it in a list; what is to be done is said where it is done. */
export function AttentionLine({ attention, paymentState }: Omit<AttentionTextProps, 'rule'>) {
  const { evidence } = useTexts();
  const language = useLanguage();
  const won = (amountWon: number): string => formatWon(amountWon, language);
  const words = attentionInLine(evidence, attention, won, formatMinute, paymentState);
  return words === null ? <span lang="en">{attention}</span> : words;
}
