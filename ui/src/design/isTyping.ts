const TEXT_FIELDS =
  'input:not([type="radio"], [type="checkbox"]), textarea, select, [contenteditable], [role="menu"], [role="listbox"], [role="dialog"]';
/** They take the arrow keys and the space bar, and no letters. */
const CHOICES = 'input';

/** Whether a key press belongs to a text field, an open menu or a dialog, or comes with a modifier. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.metaKey || event.ctrlKey || event.altKey) return true;
  const { target, key } = event;
  if (!(target instanceof Element)) return false;
  const isLetter = key.length === 1 && key !== ' ';
  return target.closest(isLetter ? TEXT_FIELDS : `${TEXT_FIELDS}, ${CHOICES}`) !== null;
}
