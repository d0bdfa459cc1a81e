// The box that everything is searched by.
// Must never ask the server at every letter, nor be remembered by the browser.
import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useMemo, useRef, useState } from 'react';
import { Icon } from '../../parts/icon';
import { useShortcuts, type Shortcut } from '../../shortcuts/shortcuts';
import { useTexts } from '../../texts/language';
import styles from './orders.module.css';

const TYPING_PAUSE_MS = 200;
const LONGEST = 200;

interface SearchBoxProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  /** Enter was pressed, and what is found is what was typed. */
  readonly onEnter: () => void;
}

export function SearchBox({ text, onText, onEnter }: SearchBoxProps) {
  const { frame, orders: t } = useTexts();
  const [typed, setTyped] = useState(text);
  const [told, setTold] = useState(text);
  // Cleared from outside, such as by the button that clears all filters.
  if (told !== text) {
    setTold(text);
    setTyped(text);
  }
  const tell = (value: string): void => {
    setTold(value);
    onText(value);
  };
  const search = useDebouncedCallback(tell, TYPING_PAUSE_MS);
  const field = useRef<HTMLInputElement>(null);
  useShortcuts(
    useMemo(
      (): Shortcut[] => [{ keys: '/', label: t.focusSearch, where: 'page', run: () => field.current?.select() }],
      [t],
    ),
  );
  return (
    <TextInput
      ref={field}
      className={styles.search ?? ''}
      size="md"
      aria-label={t.search}
      placeholder={t.searchHint}
      leftSection={<Icon name="search" size={18} />}
      rightSection={
        typed !== '' && (
          <CloseButton
            aria-label={frame.close}
            onClick={() => {
              setTyped('');
              // Also in the place of what waits to be told.
              search('');
              tell('');
              field.current?.focus();
            }}
          />
        )
      }
      maxLength={LONGEST}
      autoComplete="off"
      spellCheck={false}
      enterKeyHint="search"
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        search(event.currentTarget.value.trim());
      }}
      onKeyDown={(event) => {
        // While letters of Korean are put together, Enter only ends the letter.
        if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
        if (typed.trim() === text) onEnter();
        else tell(typed.trim());
      }}
    />
  );
}
