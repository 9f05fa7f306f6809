import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';

import { bodyValueText } from '../../data/bodyValue';
import { Button } from '../../design/Button';
import { classNames } from '../../design/classNames';
import { CopyButton } from '../../design/CopyButton';
import { pathText } from '../../design/pathText';
import type { Change } from './changes';
import { changeSign, changeWord } from './changeWords';
import styles from './compare.module.css';
import { FirstChange } from './FirstChange';

interface ChangeValuesProps {
  change: Change;
  /** The payload on the right. */
  eventId: string;
  onIgnore: (change: Change) => void;
  /** Shows the values at its path among the events of the kind. */
  onColumn: (change: Change) => void;
  /** Shows the events with the same value at its path. */
  onFilter: (value: string) => void;
}

/** One change: its path, what can be done with it, and the value on each side as it is written there. */
export function ChangeValues({ change, eventId, onIgnore, onColumn, onFilter }: ChangeValuesProps) {
  // What stands there now, or stood there.
  const [path, written] = change.right === null ? [change.path, change.left] : [change.rightPath ?? change.path, change.right];
  const value = written === null || path === '' ? null : bodyValueText(pathText(path), written);
  return (
    <article className={styles.change} aria-label={t`Change`}>
      <header className={styles.changeHead}>
        <span className={classNames(styles.sign, styles[change.kind])} aria-hidden>
          {changeSign[change.kind]}
        </span>
        <span>{changeWord(change.kind)}</span>
        <code className={styles.whole}>
          {pathText(change.path)}
          {change.rightPath !== null && ` → ${pathText(change.rightPath)}`}
        </code>
        <div className={styles.actions}>
          <CopyButton text={change.path} label={t`Copy path`} caption={t`Copy path`} />
          <Button
            glyph="timeline"
            onClick={() => onColumn(change)}
            disabledReason={change.path === '' ? t`The whole payload is no column.` : undefined}
          >
            <Trans>Show as a column</Trans>
          </Button>
          <Button
            glyph="filter"
            onClick={() => value !== null && onFilter(value)}
            disabledReason={value === null ? t`Only a single value can be filtered by.` : undefined}
          >
            <Trans>Use as filter</Trans>
          </Button>
          <Button
            glyph="eye-off"
            onClick={() => onIgnore(change)}
            disabledReason={change.path === '' ? t`Then nothing would be left to compare.` : undefined}
          >
            <Trans>Ignore</Trans>
          </Button>
        </div>
      </header>
      <div className={styles.sides}>
        <Side name="A" sign="−" value={change.left} className={styles.old} />
        <Side name="B" sign="+" value={change.right} className={styles.new} />
      </div>
      <FirstChange change={change} eventId={eventId} />
    </article>
  );
}

function Side({ name, sign, value, className }: { name: string; sign: string; value: string | null; className: string | undefined }) {
  return (
    <section className={styles.side} aria-label={name}>
      <h3>{name}</h3>
      {value === null ? (
        <p className={styles.absent}>
          <Trans>Not there</Trans>
        </p>
      ) : (
        <pre className={classNames(styles.value, className)} tabIndex={0} aria-label={t`Value in ${name}`}>
          <span aria-hidden>{sign} </span>
          {value}
        </pre>
      )}
    </section>
  );
}
