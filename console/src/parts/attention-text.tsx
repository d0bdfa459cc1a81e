// Why somebody is called, in a sentence: in the reader's language where there are words for it, else as the server says it.
// Must never pass the server's English off as the reader's language.
import { attentionSentence } from '../texts/evidence';
import { useTexts } from '../texts/language';

interface AttentionTextProps {
  readonly attention: string;
  /** Of the last verdict, where it is known. */
  readonly rule?: string | undefined;
}

export function AttentionText({ attention, rule }: AttentionTextProps) {
  const { evidence } = useTexts();
  const words = attentionSentence(evidence, attention, rule);
  return words === null ? <span lang="en">{attention}</span> : words;
}
