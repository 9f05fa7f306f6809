import { t } from '@lingui/core/macro';

import type { Provider } from '../../contract';
import { CodeWords } from '../../design/CodeWords';
import { CopyLine } from '../../design/CopyLine';
import { factsOf } from './sender';
import styles from './sources.module.css';

/** What is worth knowing about a sender: how it tries again, how long it waits, where kind and id stand. */
export function SenderFacts({ provider }: { provider: Provider | undefined }) {
  const facts = factsOf(provider);
  if (!provider || facts.length === 0) return null;
  return (
    <>
      <dl className={styles.facts}>
        {facts.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <CodeWords text={value} />
            </dd>
          </div>
        ))}
      </dl>
      {provider.guide.notes.map((note) => (
        <p key={note} className={styles.hint}>
          <CodeWords text={note} />
        </p>
      ))}
      {provider.guide.documentation !== null && <CopyLine label={t`Documentation`} value={provider.guide.documentation} />}
    </>
  );
}
