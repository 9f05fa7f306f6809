import { i18n } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';

import type { Example } from '../../../contract';
import { timeSince } from '../../../design/relativeTime';
import { useNow } from '../../../design/useNow';
import styles from '../catalogue.module.css';

/** Payloads of a kind: the newest events, those that came with a schema, and those that are shipped. */
export function ExamplesPart({ examples }: { examples: readonly Example[] }) {
  const now_ms = useNow();
  return (
    <section className={styles.part} aria-label={t`Payloads`}>
      <div className={styles.partHead}>
        <h2><Trans>Payloads</Trans></h2>
        <span className={styles.hint}><Trans>Each can be changed and sent again.</Trans></span>
      </div>
      {examples.length === 0 && <p className="t3"><Trans>None yet.</Trans></p>}
      <div className={styles.choices}>
        {examples.map((example, index) => (
          <Link
            key={example.event_id ?? `${example.provider} ${example.number} ${index}`}
            to="/catalogue/send"
            search={{
              event_type: example.event_type,
              ...(example.event_id && { event_id: example.event_id }),
              ...(example.provider && { provider: example.provider, number: String(example.number ?? 1) }),
            }}
            className={styles.choice}
          >
            <span>{example.event_id ? t`Event …${example.event_id.slice(-8)}` : example.name}</span>
            <span className={styles.hint}>{originText(example, now_ms)}</span>
          </Link>
        ))}
      </div>
    </section>
  );
}

const originWords = {
  event: msg`received`,
  schema: msg`came with the schema`,
  shipped: msg`published by the provider`,
} as const;

/** When it was received; else where it is from. */
function originText({ at_ms, origin }: Example, now_ms: number): string {
  if (at_ms === null) return i18n._(originWords[origin]);
  const since = timeSince(at_ms, now_ms);
  return t`received ${since}`;
}
