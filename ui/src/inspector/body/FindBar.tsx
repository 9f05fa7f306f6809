import { t } from '@lingui/core/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';

import type { View } from '../../contract';
import { problemOf } from '../../data/client';
import { countText } from '../../design/formatNumber';
import { IconButton } from '../../design/IconButton';
import { TextInput } from '../../design/TextInput';
import { Toggle } from '../../design/Toggle';
import { useLetterKeys } from '../../design/useLetterKeys';
import styles from './BodyViewer.module.css';
import { type Find, type MatchWanted, matchQuery, type ReadBody } from './bodySource';
import type { LineJump } from './LineList';

/** How long one types before the engine is asked. */
const TYPING_MS = 200;

interface FindBarProps {
  body: ReadBody;
  view: View;
  /** Looks for text, or goes to a line. */
  kind: 'find' | 'line';
  totalLines: number;
  /** Index of the first line in sight. */
  firstShown: number;
  onFind: (find: Find | null) => void;
  onJump: (jump: LineJump) => void;
  onClose: () => void;
}

/** The line above a body in which something is looked for. */
export function FindBar({ kind, ...rest }: FindBarProps) {
  return kind === 'find' ? <TextBar {...rest} /> : <LineBar {...rest} />;
}

function TextBar({ body, view, firstShown, onFind, onJump, onClose }: Omit<FindBarProps, 'kind'>) {
  const [text, setText] = useState('');
  const [isRegex, setRegex] = useState(false);
  const [isCaseKept, setCaseKept] = useState(false);
  const [find, setFind] = useState<Find | null>(null);
  const [wanted, setWanted] = useState<MatchWanted>({ fromLine: 0 });
  const found = useQuery({
    ...matchQuery(body, view, find ?? { text: '', isRegex, isCaseKept }, wanted),
    enabled: find !== null,
    placeholderData: keepPreviousData,
  });

  const look = useEffectEvent((next: Find | null) => {
    setFind(next);
    setWanted({ fromLine: firstShown });
    onFind(next);
  });
  useEffect(() => {
    const timer = setTimeout(() => look(text === '' ? null : { text, isRegex, isCaseKept }), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, isRegex, isCaseKept]);

  const place = found.data?.place;
  const total = found.data?.total ?? 0;
  const show = useEffectEvent(() => {
    if (place && find !== null && !found.isPlaceholderData) onJump({ line: place.line, byte: place.byte });
  });
  useEffect(() => show(), [place, found.isPlaceholderData]);

  const go = (step: 1 | -1) => {
    if (!place || total === 0) return;
    // Keys may come faster than answers.
    setWanted((before) => ({ index: (('index' in before ? before.index : place.index) + step + total) % total }));
  };

  return (
    <div
      className={styles.find}
      role="search"
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
        event.preventDefault();
        go(event.shiftKey ? -1 : 1);
      }}
    >
      <TextInput
        autoFocus
        isMono
        className={styles.field}
        aria-label={t`Find in the body`}
        placeholder={t`Find`}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Toggle label={t`Match case`} isOn={isCaseKept} onChange={setCaseKept}>
        Aa
      </Toggle>
      <Toggle label={t`Regular expression`} isOn={isRegex} onChange={setRegex}>
        .*
      </Toggle>
      <span className={styles.count} role="status">
        {find === null
          ? ''
          : found.isError
            ? problemOf(found.error).detail
            : found.data
              ? countWords(place?.index, total, found.data.is_cut)
              : t`Looking…`}
      </span>
      <NextKeys onStep={go} />
      <IconButton glyph="arrow-up" label={t`Previous match (P)`} onClick={() => go(-1)} />
      <IconButton glyph="arrow-down" label={t`Next match (N)`} onClick={() => go(1)} />
      <IconButton glyph="close" label={t`Close the search`} onClick={onClose} />
    </div>
  );
}

/** N and P anywhere in the window but in a text. */
function NextKeys({ onStep }: { onStep: (step: 1 | -1) => void }) {
  useLetterKeys((key) => {
    if (key !== 'n' && key !== 'p') return false;
    onStep(key === 'n' ? 1 : -1);
    return true;
  });
  return null;
}

function countWords(index: number | undefined, total: number, isCut: boolean): string {
  if (total === 0 || index === undefined) return t`Nothing found`;
  const [place, all] = [countText(index + 1), countText(total)];
  return isCut ? t`${place} of more than ${all}` : t`${place} of ${all}`;
}

function LineBar({ totalLines, onJump, onClose }: Pick<FindBarProps, 'totalLines' | 'onJump' | 'onClose'>) {
  const [text, setText] = useState('');
  const line = Number(text.replaceAll(/[\s,.]/g, ''));
  const isGood = Number.isInteger(line) && line >= 1 && line <= totalLines;
  const all = countText(totalLines);
  return (
    <form
      className={styles.find}
      onSubmit={(event) => {
        event.preventDefault();
        if (isGood) {
          onJump({ line: line - 1, byte: 0 });
          onClose();
        }
      }}
    >
      <TextInput
        autoFocus
        isMono
        inputMode="numeric"
        className={styles.field}
        aria-label={t`Go to line`}
        placeholder={t`Line`}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <span className={styles.count} role="status">
        {text === '' || isGood ? t`of ${all}` : t`There are lines 1 to ${all}`}
      </span>
      <IconButton glyph="close" label={t`Close`} onClick={onClose} />
    </form>
  );
}
