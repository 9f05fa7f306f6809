import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import { useShippedExamples } from '../../../data/catalogue';
import { problemOf } from '../../../data/client';
import { ErrorNotice } from '../../../design/ErrorNotice';
import { providerLabel } from '../../../design/providerNames';
import { SourceBadge } from '../../../design/SourceBadge';
import { TextInput } from '../../../design/TextInput';
import styles from '../catalogue.module.css';
import { grouped } from '../grouped';

/** Payloads that come with the program, by provider. */
export function ExamplesList() {
  const examples = useShippedExamples();
  const [wanted, setWanted] = useState('');
  if (examples.isError) return <ErrorNotice problem={problemOf(examples.error)} onRetry={() => examples.refetch()} />;
  const found = (examples.data ?? []).filter(({ event_type, provider }) =>
    `${provider} ${event_type}`.toLowerCase().includes(wanted.trim().toLowerCase()),
  );
  const groups = grouped(found, ({ provider }) => provider ?? '');
  return (
    <>
      <div className={styles.search}>
        <TextInput
          aria-label={t`Find an example`}
          placeholder={t`Find an example`}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
      </div>
      {examples.data && groups.length === 0 && <p className="t3"><Trans>No example is called like that.</Trans></p>}
      {groups.map(([provider, members]) => (
        <section key={provider} className={styles.group}>
          <h2 className={styles.groupTitle}>
            <SourceBadge provider={provider} /> {providerLabel(provider)} · {members.length}
          </h2>
          <div className={styles.choices}>
            {members.map(({ event_type, number, name }) => (
              <Link
                key={`${event_type} ${number}`}
                to="/catalogue/send"
                search={{ provider, event_type, number: String(number ?? 1) }}
                className={styles.choice}
              >
                {name}
              </Link>
            ))}
          </div>
        </section>
      ))}
    </>
  );
}
