import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link, useNavigate } from '@tanstack/react-router';

import type { KindAddress } from '../../../contract';
import { useKind } from '../../../data/catalogue';
import { problemOf } from '../../../data/client';
import { BackLink } from '../../../design/BackLink';
import { Button } from '../../../design/Button';
import { ErrorNotice } from '../../../design/ErrorNotice';
import { Screen } from '../../../design/Screen';
import styles from '../catalogue.module.css';
import { DriftPart } from './DriftPart';
import { ExamplesPart } from './ExamplesPart';
import { SchemaPart } from './SchemaPart';

/** One kind of event: what changed, what it looks like, and payloads of it. */
export function KindScreen({ kind }: { kind: KindAddress }) {
  const entry = useKind(kind);
  const navigate = useNavigate();
  const newest = entry.data?.examples.find(({ origin }) => origin === 'event') ?? entry.data?.examples[0];
  return (
    <Screen
      title={kind.event_type}
      back={
        <BackLink>
          <Link to="/catalogue" search={{}}>
            <Trans>Catalogue</Trans>
          </Link>
        </BackLink>
      }
      summary={
        entry.data &&
        [entry.data.source_name, plural(entry.data.count, { one: '# event', other: '# events' })].filter(Boolean).join(' · ')
      }
      actions={
        <Button
          disabledReason={newest ? undefined : t`There is no payload of it yet`}
          onClick={() =>
            void navigate({
              to: '/catalogue/send',
              search: {
                event_type: kind.event_type,
                ...(newest?.event_id && { event_id: newest.event_id }),
                ...(newest?.provider && { provider: newest.provider, number: String(newest.number ?? 1) }),
              },
            })
          }
        >
          <Trans>Send one</Trans>
        </Button>
      }
    >
      {entry.isError && <ErrorNotice problem={problemOf(entry.error)} onRetry={() => entry.refetch()} />}
      {entry.data && (
        <div className={styles.parts}>
          <DriftPart kind={kind} drift={entry.data.drift} canAdopt={entry.data.can_adopt} />
          <SchemaPart kind={kind} schemas={entry.data.schemas} />
          <ExamplesPart examples={entry.data.examples} />
        </div>
      )}
    </Screen>
  );
}
