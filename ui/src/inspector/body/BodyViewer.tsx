import { plural, t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useRef, useState } from 'react';

import type { LineWindow, View } from '../../contract';
import { problemOf } from '../../data/client';
import { ErrorNotice } from '../../design/ErrorNotice';
import { bytesText } from '../../design/formatBytes';
import { countText } from '../../design/formatNumber';
import { isTyping } from '../../design/isTyping';
import { SegmentedControl } from '../../design/SegmentedControl';
import { mayHearSingle } from '../../design/singleKeys';
import { isShortcut } from '../../design/useShortcut';
import { BodyActions } from './BodyActions';
import styles from './BodyViewer.module.css';
import { type BodySource, charsetOf, type Find, windowQuery } from './bodySource';
import { FindBar } from './FindBar';
import { JsonTree } from './JsonTree';
import { type LineJump, LineList } from './LineList';

type Mode = 'tree' | View;

interface BodyViewerProps {
  source: BodySource;
  /** Names the body: `Body as received`. */
  label: string;
  /** As its header field has it. */
  contentType?: string | null;
}

/** A body of any size. Only what is in sight is fetched and drawn; searching and laying out is the engine's. */
export function BodyViewer({ source, label, contentType = null }: BodyViewerProps) {
  const body = { source, charset: charsetOf(contentType) };
  const [chosenMode, setChosenMode] = useState<Mode | null>(null);
  const [isWrapped, setWrapped] = useState(false);
  const [open, setOpen] = useState<'find' | 'line' | null>(null);
  const [find, setFind] = useState<Find | null>(null);
  const [jump, setJump] = useState<LineJump | null>(null);
  const [shown, setShown] = useState({ first: 0, end: 0 });
  const root = useRef<HTMLDivElement>(null);
  const navigate = useNavigate();
  const chosenView = chosenMode === 'tree' ? 'pretty' : chosenMode;
  const head = useQuery(windowQuery(body, { view: chosenView, first: 0 }));

  if (head.isError) return <ErrorNotice problem={problemOf(head.error)} onRetry={() => void head.refetch()} />;
  if (!head.data) return <p className="t3">{t`Opening the body…`}</p>;
  if (head.data.body_bytes === 0) return <p className="t3">{t`The body is empty.`}</p>;

  const { view, content, total_lines } = head.data;
  const mode = chosenMode === 'tree' ? 'tree' : view;
  const showLines = () => root.current?.querySelector<HTMLElement>('[data-lines]')?.focus();

  const onKeyDown = (event: KeyboardEvent) => {
    const native = event.nativeEvent;
    const isLetter = !isTyping(native) && mayHearSingle(event.key);
    const isFind = isShortcut('Mod+F', native) || (event.key === '/' && isLetter);
    if (isFind || (event.key.toLowerCase() === 'g' && isLetter && mode !== 'tree')) {
      event.preventDefault();
      // What is looked for stands in lines.
      if (mode === 'tree') setChosenMode('pretty');
      setOpen(isFind ? 'find' : 'line');
    } else if (event.key === 'Escape' && open !== null) {
      event.preventDefault();
      close();
    }
  };
  const close = () => {
    setOpen(null);
    setFind(null);
    showLines();
  };

  return (
    <div ref={root} className={styles.body} role="group" aria-label={label} onKeyDown={onKeyDown}>
      <div className={styles.bar}>
        <SegmentedControl
          aria-label={t`How the body is shown`}
          value={mode}
          onValueChange={(next) => {
            setChosenMode(next);
            setJump(null);
            if (next === 'tree') setOpen(null);
          }}
          options={modesOf(content)}
        />
        <BodyActions
          body={body}
          head={head.data}
          isWrapped={isWrapped}
          canWrap={mode === 'pretty' || mode === 'raw'}
          onWrap={() => setWrapped(!isWrapped)}
          onFind={() => {
            if (mode === 'tree') setChosenMode('pretty');
            setOpen(open === 'find' ? null : 'find');
            setFind(null);
          }}
        />
      </div>
      {open !== null && (
        <FindBar
          key={open}
          body={body}
          view={view}
          kind={open}
          totalLines={total_lines}
          firstShown={shown.first}
          onFind={setFind}
          onJump={setJump}
          onClose={close}
        />
      )}
      {mode === 'tree' ? (
        <JsonTree
          body={body}
          label={label}
          // Events are found by what came, not by what was made of it.
          onFilter={source.kind === 'event' ? (value) => void navigate({ to: '/timeline', search: { value } }) : undefined}
        />
      ) : (
        <LineList
          key={view}
          body={body}
          head={head.data}
          label={label}
          find={open === 'find' ? find : null}
          jump={jump}
          isWrapped={isWrapped && view !== 'hex'}
          onShown={setShown}
        />
      )}
      <p className={styles.footer}>{footerOf(head.data, mode, shown)}</p>
    </div>
  );
}

function modesOf(content: LineWindow['content']): { value: Mode; label: string }[] {
  const pretty = { value: 'pretty', label: t`Pretty` } as const;
  const rest = [
    { value: 'raw', label: t`Raw` },
    { value: 'hex', label: t`Hex` },
  ] as const;
  if (content === 'json') return [pretty, { value: 'tree', label: t`Tree` }, ...rest];
  return content === 'xml' || content === 'form' ? [pretty, ...rest] : [...rest];
}

function footerOf(head: LineWindow, mode: Mode, shown: { first: number; end: number }): string {
  const facts = [bytesText(head.body_bytes)];
  if (mode !== 'tree') {
    facts.push(plural(head.total_lines, { one: '# line', other: '# lines' }));
    const [first, last] = [countText(shown.first + 1), countText(shown.end)];
    if (shown.end > 0) facts.push(t`showing ${first}–${last}`);
  }
  if (mode !== 'hex') facts.push(head.charset === 'unknown' ? t`no valid UTF-8` : head.charset);
  return facts.join(' · ');
}
