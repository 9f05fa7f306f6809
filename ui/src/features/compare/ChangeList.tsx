import { Plural } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';

import { classNames } from '../../design/classNames';
import { pathText } from '../../design/pathText';
import { type Change, changeKey } from './changes';
import { changeKinds, changeLine, changeSign, changeWord } from './changeWords';
import styles from './compare.module.css';

/** Entries drawn at first and with each request for more; nobody reads ten thousand at once. */
const ENTRIES = 200;

interface ChangeListProps {
  /** In groups, one kind after the other. */
  changes: readonly Change[];
  current: number;
  onCurrentChange: (place: number) => void;
}

/** The paths that changed; choosing one shows it. */
export function ChangeList({ changes, current, onCurrentChange }: ChangeListProps) {
  const [asked, setAsked] = useState(ENTRIES);
  const currentEntry = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    currentEntry.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);

  // What is current is drawn, however far down it is.
  const drawn = Math.max(asked, Math.ceil((current + 1) / ENTRIES) * ENTRIES);
  const left = changes.length - drawn;
  const entries = changes.slice(0, drawn).map((change, place) => ({ change, place }));
  return (
    <>
      {changeKinds.map((kind) => {
        const ofKind = entries.filter(({ change }) => change.kind === kind);
        if (ofKind.length === 0) return null;
        const word = changeWord(kind);
        return (
          <section key={kind} aria-label={word}>
            <h2 className={styles.group}>
              {word}
              <span>{changes.filter((change) => change.kind === kind).length}</span>
            </h2>
            <ul>
              {ofKind.map(({ change, place }) => (
                <li key={changeKey(change)}>
                  <button
                    type="button"
                    ref={place === current ? currentEntry : null}
                    className={styles.entry}
                    aria-current={place === current || undefined}
                    onClick={() => onCurrentChange(place)}
                  >
                    <span className={classNames(styles.sign, styles[kind])} aria-hidden>
                      {changeSign[kind]}
                    </span>
                    <code className={styles.path}>{pathText(change.path)}</code>
                    <span className={styles.line}>{changeLine(change)}</span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
      {left > 0 && (
        <button type="button" className={styles.more} onClick={() => setAsked(drawn + ENTRIES)}>
          <Plural value={left} one="# more" other="# more" />
        </button>
      )}
    </>
  );
}
