import { t } from '@lingui/core/macro';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';

import { keysOf, useCommand } from '../commands';
import { useDestinations } from '../data/destinations';
import { useEventTypes } from '../data/eventTypes';
import { useSources } from '../data/sources';
import { classNames } from '../design/classNames';
import { Glyph } from '../design/glyphs';
import { Kbd } from '../design/Kbd';
import {
  isEmptyFilter,
  joinFilters,
  parseFilter,
  type Suggestion,
  tokensOf,
  tokenWord,
  withoutToken,
} from '../features/timeline';
import styles from './FilterBar.module.css';
import { later } from '../design/later';
import { useFilter } from './useFilter';

const Suggestions = later(async () => (await import('./Suggestions')).Suggestions);

/** How to go on typing, and what is wrong with it: loaded once somebody begins. */
const loadTyping = () => import('../features/timeline/typing');
type Typing = Awaited<ReturnType<typeof loadTyping>>;

/** What the timeline is filtered by: chips for what holds, and a field to type more. */
export function FilterBar() {
  const [filter, setFilter] = useFilter();
  const [text, setText] = useState('');
  const [isOpen, setIsOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  const mirror = useRef<HTMLDivElement>(null);
  const listId = useId();

  const sources = useSources().data;
  const destinations = useDestinations().data;
  const eventTypes = useEventTypes(null, { isWanted: isOpen }).data;
  const [typing, setTyping] = useState<Typing | null>(null);
  useEffect(() => {
    if (isOpen && !typing) void loadTyping().then(setTyping);
  }, [isOpen, typing]);
  const suggestions =
    isOpen && typing
      ? typing.suggest(text, {
          sources: sources?.map((source) => source.name) ?? [],
          destinations: destinations?.map((destination) => destination.name) ?? [],
          eventTypes: eventTypes?.map((seen) => seen.event_type) ?? [],
        })
      : [];

  const names = {
    // A name may also be given as slug or id.
    sources: sources?.flatMap(({ id, name, slug }) => [name, slug, id]) ?? null,
    destinations: destinations?.flatMap(({ id, name }) => [name, id]) ?? null,
  };
  const reading = typing?.readFilterText(text, names);
  // While a word is being typed it may well be unfinished.
  const [isChecked, setIsChecked] = useState(false);
  const problem = (isChecked && reading?.problem) || null;
  const words = problem?.sentence ?? (isOpen ? reading?.note : null);

  useCommand('filter', () => input.current?.focus());

  const type = (next: string) => {
    setText(next);
    setActive(-1);
    setIsOpen(true);
    setIsChecked(false);
  };

  const commit = async (typed: string) => {
    // Whoever types fast is told what is wrong all the same; without the engine the list says so.
    const read = (typing ?? (await loadTyping().catch(() => null)))?.readFilterText(typed, names);
    if (typed === text && read?.problem) {
      setIsChecked(true);
      setIsOpen(false);
      input.current?.setSelectionRange(read.problem.start, read.problem.end);
      return;
    }
    type('');
    setIsOpen(false);
    if (typed.trim() !== '') setFilter(joinFilters(filter, parseFilter(typed)));
  };

  const choose = (suggestion: Suggestion) => {
    const next = typing?.withSuggestion(text, suggestion) ?? text;
    if (suggestion.isWhole) void commit(next);
    else type(next);
    input.current?.focus();
  };

  const press = (event: KeyboardEvent) => {
    const chosen = suggestions[active];
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp': {
        event.preventDefault();
        setIsOpen(true);
        const step = event.key === 'ArrowDown' ? 1 : -1;
        if (suggestions.length > 0) setActive((active + step + suggestions.length) % suggestions.length);
        return;
      }
      case 'Tab':
        if (chosen) {
          event.preventDefault();
          choose(chosen);
        }
        return;
      case 'Enter':
        event.preventDefault();
        if (chosen) choose(chosen);
        else void commit(text);
        return;
      case 'Escape':
        event.preventDefault();
        if (isOpen && suggestions.length > 0) setIsOpen(false);
        else if (text !== '') type('');
        else input.current?.blur();
        return;
      case 'Backspace':
        if (text === '') {
          const last = tokensOf(filter).at(-1);
          if (last) setFilter(withoutToken(filter, last));
        }
    }
  };

  return (
    <div className={styles.bar} role="search">
      <Glyph name="search" className={styles.glyph} />
      {tokensOf(filter).map((token) => {
        const [field, value] = [token.field === 'q' ? t`text` : token.field, tokenWord(token)];
        return (
          <button
            key={token.field}
            type="button"
            className={styles.token}
            aria-label={t`Remove filter ${field} ${value}`}
            onClick={() => setFilter(withoutToken(filter, token))}
          >
            <b>{field}</b> <span>{value}</span>
            <Glyph name="close" size={9} />
          </button>
        );
      })}
      <div className={styles.field}>
        <input
          ref={input}
          className={styles.input}
          type="text"
          role="combobox"
          aria-label={t`Filter`}
          aria-expanded={suggestions.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-invalid={problem !== null}
          aria-describedby={words ? `${listId}-words` : undefined}
          aria-activedescendant={active >= 0 ? `${listId}-${active}` : undefined}
          placeholder={isEmptyFilter(filter) ? t`Filter events and deliveries…` : ''}
          spellCheck={false}
          autoComplete="off"
          value={text}
          onChange={(event) => type(event.target.value)}
          onClick={() => setIsOpen(true)}
          onFocus={() => setIsOpen(true)}
          onBlur={() => {
            setIsOpen(false);
            setActive(-1);
          }}
          onKeyDown={press}
          onScroll={(event) => mirror.current?.scrollTo({ left: event.currentTarget.scrollLeft })}
        />
        {problem && (
          <div ref={mirror} className={styles.mirror} aria-hidden="true">
            {text.slice(0, problem.start)}
            <u>{text.slice(problem.start, problem.end)}</u>
          </div>
        )}
      </div>
      {isEmptyFilter(filter) ? (
        <Kbd>{keysOf('filter')}</Kbd>
      ) : (
        <button type="button" className={styles.clear} aria-label={t`Clear filter`} onClick={() => setFilter({})}>
          <Glyph name="close" size={12} />
        </button>
      )}
      {words && suggestions.length === 0 && (
        <p
          id={`${listId}-words`}
          role={problem ? 'alert' : 'status'}
          className={classNames(styles.words, problem && styles.wrong)}
        >
          {words}
        </p>
      )}
      <Suggestions id={listId} suggestions={suggestions} active={active} onChoose={choose} />
    </div>
  );
}
