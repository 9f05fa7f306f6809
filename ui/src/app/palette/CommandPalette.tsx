import { t } from '@lingui/core/macro';
import { Dialog } from '@base-ui/react/dialog';
import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from 'react';

import { Glyph } from '../../design/glyphs';
import { isShortcut } from '../../design/useShortcut';
import styles from './CommandPalette.module.css';
import { PaletteOption } from './PaletteOption';
import { groupTitle } from './paletteEntry';
import { sectionsOf } from './ranking';
import { useRecentEntries } from './recentEntries';
import { type PaletteMode, usePaletteEntries } from './usePaletteEntries';

interface CommandPaletteProps {
  /** Null while it is closed. */
  mode: PaletteMode | null;
  /** What gets the focus back. */
  focusedBefore: RefObject<HTMLElement | null>;
  onClose: () => void;
}

/** Finds and gives every command, and leads to everything that has a name. By keyboard alone. */
export function CommandPalette({ mode, focusedBefore, onClose }: CommandPaletteProps) {
  const input = useRef<HTMLInputElement>(null);
  // What is chosen happens when the focus is back where it was, so that it can be moved from there.
  const chosen = useRef<(() => void) | null>(null);
  return (
    <Dialog.Root
      open={mode !== null}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      onOpenChangeComplete={(isOpen) => {
        if (isOpen) return;
        chosen.current?.();
        chosen.current = null;
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={styles.popup} initialFocus={input} finalFocus={focusedBefore} aria-label={t`Command palette`}>
          {mode !== null && (
            <Search
              ref={input}
              mode={mode}
              onClose={onClose}
              onChoose={(run) => {
                chosen.current = run;
                onClose();
              }}
            />
          )}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface SearchProps {
  mode: PaletteMode;
  onClose: () => void;
  onChoose: (run: () => void) => void;
  ref: React.Ref<HTMLInputElement>;
}

function Search({ mode, onClose, onChoose, ref }: SearchProps) {
  const [query, setQuery] = useState('');
  // By id, so that what arrives late does not move the choice; the first until a person chooses.
  const [activeId, setActiveId] = useState<string | null>(null);
  const { ids: recent, remember } = useRecentEntries();
  const sections = sectionsOf(query, usePaletteEntries(query, mode), recent);
  const entries = sections.flatMap((section) => section.entries.map(({ entry }) => entry));
  const place = entries.findIndex((entry) => entry.id === activeId);
  const current = place < 0 ? Math.min(0, entries.length - 1) : place;
  const setActive = (index: number) => setActiveId(entries[index]?.id ?? null);
  const listId = useId();
  const optionId = (index: number) => `${listId}-${index}`;
  const list = useRef<HTMLDivElement>(null);

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [current, query]);

  const choose = (index: number) => {
    const entry = entries[index];
    if (!entry || entry.disabledReason !== undefined) return;
    remember(entry.id);
    onChoose(entry.run);
  };

  const press = (event: KeyboardEvent) => {
    if (isShortcut('Mod+K', event.nativeEvent) || isShortcut('Mod+P', event.nativeEvent)) {
      event.preventDefault();
      onClose();
      return;
    }
    const next = entryAfterKey(event.key, current, entries.length);
    if (event.nativeEvent.isComposing) return;
    if (next !== null) {
      event.preventDefault();
      setActive(next);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      choose(current);
    }
  };

  let index = -1;
  return (
    <>
      <div className={styles.field}>
        <Glyph name="search" className={styles.glyph} />
        <input
          ref={ref}
          // At once; the dialog itself moves the focus a frame later, and keys in between would be lost.
          autoFocus
          className={styles.input}
          type="text"
          role="combobox"
          aria-label={mode === 'places' ? t`Go to` : t`Search commands and everything that has a name`}
          aria-expanded
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={current >= 0 ? optionId(current) : undefined}
          placeholder={mode === 'places' ? t`Go to a screen, source, destination, kind of event or id…` : t`Type a command, a name, a kind of event or an id…`}
          spellCheck={false}
          autoComplete="off"
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setActiveId(null);
          }}
          onKeyDown={press}
        />
      </div>
      <div ref={list} id={listId} role="listbox" aria-label={t`Results`} className={styles.list}>
        {sections.map(({ group, entries: ranked }) => (
          <div key={group} role="group" aria-label={groupTitle(group)} className={styles.section}>
            <div className={styles.heading} aria-hidden>
              {groupTitle(group)}
            </div>
            {ranked.map(({ entry, letters }) => {
              index += 1;
              const own = index;
              return (
                <PaletteOption
                  key={entry.id}
                  id={optionId(own)}
                  entry={entry}
                  letters={letters}
                  isActive={own === current}
                  onPoint={() => setActive(own)}
                  onChoose={() => choose(own)}
                />
              );
            })}
          </div>
        ))}
      </div>
      <p className={styles.nothing} role="status">
        {entries.length === 0 && t`Nothing matches “${query.trim()}”.`}
      </p>
    </>
  );
}

/** Which entry a key leads to; null when the key leads nowhere. The ends are joined. */
function entryAfterKey(key: string, current: number, count: number): number | null {
  const PAGE = 8;
  if (count === 0) return null;
  if (key === 'ArrowDown') return (current + 1) % count;
  if (key === 'ArrowUp') return (current - 1 + count) % count;
  if (key === 'PageDown') return Math.min(current + PAGE, count - 1);
  if (key === 'PageUp') return Math.max(current - PAGE, 0);
  return null;
}
