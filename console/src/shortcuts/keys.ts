// Which key was pressed, as shortcuts name it, and whether it is meant as one.
// Must never depend on the input method: with Korean letters switched on, the same key is the same shortcut.

/** The name of a key: a small letter for letters, otherwise the character. `null` when it cannot be part of a shortcut. */
export function keyOf(event: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey'>): string | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
  if (letter !== undefined) return letter.toLowerCase();
  return event.key.length === 1 ? event.key : null;
}

const TYPED_INTO =
  'input, textarea, select, [contenteditable="true"], [role="combobox"], [role="menu"], [role="listbox"]';

/** Whether somebody types, or is inside a dialog or a menu that has keys of its own. */
export function isBusyElsewhere(target: EventTarget | null): boolean {
  if (target instanceof Element && target.closest(TYPED_INTO) !== null) return true;
  return document.querySelector('[aria-modal="true"]') !== null;
}
