/** The panes of the window, in the order in which F6 goes through them. Their labels differ from language to language. */
const PANES = [
  'header',
  'nav',
  'main [role="grid"], main',
  'main section[tabindex="-1"]',
  'footer',
] as const;
const FOCUSABLE = 'a[href], button:not([tabindex="-1"]), input, select, textarea, [tabindex="0"]';

/** Moves the focus to the next pane of the window, or with -1 to the one before. */
export function focusPane(step: 1 | -1): void {
  const panes = PANES.flatMap((selector) => document.querySelector<HTMLElement>(selector) ?? []);
  const focused = document.activeElement;
  // The innermost pane counts: the inspector lies in the main area.
  const at = panes.findLastIndex((pane) => pane.contains(focused));
  for (let tried = 1; tried <= panes.length; tried += 1) {
    const pane = panes[(((at + step * tried) % panes.length) + panes.length) % panes.length];
    if (pane && focusIn(pane)) return;
  }
}

function focusIn(pane: HTMLElement): boolean {
  const target = pane.tabIndex >= 0 ? pane : pane.querySelector<HTMLElement>(FOCUSABLE);
  const goal = target ?? (pane.hasAttribute('tabindex') ? pane : null);
  goal?.focus();
  return goal !== null && document.activeElement === goal;
}
