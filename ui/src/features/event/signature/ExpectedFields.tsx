import { t } from '@lingui/core/macro';

import type { Header } from '../../../contract';
import { CopyButton } from '../../../design/CopyButton';
import { firstDifference } from './firstDifference';
import styles from './signature.module.css';

/** The fields that sign a right request, above those that came; from the first difference on they are marked. */
export function ExpectedFields({ expected, received }: { expected: readonly Header[]; received: readonly Header[] }) {
  return (
    <dl className={styles.fields}>
      {expected.map(({ name, value }) => {
        const came = received.find((field) => field.name.toLowerCase() === name.toLowerCase())?.value;
        return (
          <div key={name} className={styles.field}>
            <dt>
              {name} <CopyButton text={value} label={t`Copy the right ${name}`} />
            </dt>
            <dd>
              <span className={styles.side}>{t`right`}</span>
              <Marked text={value} other={came ?? ''} />
            </dd>
            <dd>
              <span className={styles.side}>{t`came`}</span>
              {came === undefined ? <span className="t3">{t`not there`}</span> : <Marked text={came} other={value} />}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function Marked({ text, other }: { text: string; other: string }) {
  const { same, rest } = firstDifference(text, other);
  return (
    <code className={styles.value}>
      {same}
      {rest && <mark>{rest}</mark>}
    </code>
  );
}
