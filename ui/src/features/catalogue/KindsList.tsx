import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import type { CatalogType } from '../../contract';
import { useKinds } from '../../data/catalogue';
import { problemOf } from '../../data/client';
import { useSources } from '../../data/sources';
import { Button } from '../../design/Button';
import { EmptyState } from '../../design/EmptyState';
import { ErrorNotice } from '../../design/ErrorNotice';
import { countText } from '../../design/formatNumber';
import { Glyph } from '../../design/glyphs';
import { timeSince } from '../../design/relativeTime';
import { Figure, Row, RowList } from '../../design/RowList';
import { SourceBadge } from '../../design/SourceBadge';
import { TextInput } from '../../design/TextInput';
import { useNow } from '../../design/useNow';
import styles from './catalogue.module.css';
import { bySource, originWord } from './kindWords';

/** Kinds of events, grouped by who sends them. */
export function KindsList({ onExamples }: { onExamples: () => void }) {
  const kinds = useKinds();
  const [wanted, setWanted] = useState('');
  if (kinds.isError) return <ErrorNotice problem={problemOf(kinds.error)} onRetry={() => kinds.refetch()} />;
  if (kinds.data?.length === 0) {
    return (
      <EmptyState
        glyph="hook"
        title={t`No kind of event is known yet.`}
        actions={
          <Button variant="primary" onClick={onExamples}>
            <Trans>Look at examples</Trans>
          </Button>
        }
      >
        <Trans>
          Every event that comes teaches what its kind looks like. A payload that stops looking like that is told at once,
          with the path that changed. Schemas can be imported from an OpenAPI document, too.
        </Trans>
      </EmptyState>
    );
  }
  const groups = bySource(kinds.data ?? [], wanted);
  return (
    kinds.data && (
      <>
        <div className={styles.search}>
          <TextInput
            aria-label={t`Find a kind of event`}
            placeholder={t`Find a kind of event`}
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
          />
        </div>
        {groups.length === 0 && <p className="t3"><Trans>No kind of event is called like that.</Trans></p>}
        {groups.map(([source, members]) => (
          <section key={source} className={styles.group}>
            <h2 className={styles.groupTitle}>{source}</h2>
            <RowList aria-label={t`Kinds of events of ${source}`}>
              {members.map((kind) => (
                <KindRow key={`${kind.source_id} ${kind.event_type}`} kind={kind} />
              ))}
            </RowList>
          </section>
        ))}
      </>
    )
  );
}

function KindRow({ kind }: { kind: CatalogType }) {
  const now_ms = useNow();
  const since = kind.last_at_ms === null ? null : timeSince(kind.last_at_ms, now_ms);
  const provider = useSources().data?.find(({ id }) => id === kind.source_id)?.provider;
  return (
    <Row
      leading={provider ? <SourceBadge provider={provider} /> : <Glyph name="hook" />}
      title={
        <Link
          to="/catalogue/kind"
          search={{ event_type: kind.event_type, ...(kind.source_id && { source_id: kind.source_id }) }}
        >
          {kind.event_type}
        </Link>
      }
      status={
        kind.open_drift > 0 && (
          <span className={styles.drifts}>
            <Glyph name="warning" size={12} />
            {plural(kind.open_drift, { one: '# path changed', other: '# paths changed' })}
          </span>
        )
      }
      detail={
        <>
          <span>{originWord(kind)}</span>
          {since !== null && <span className="t3">{t`last seen ${since}`}</span>}
        </>
      }
      figures={<Figure value={countText(kind.count)} label={plural(kind.count, { one: 'event', other: 'events' })} />}
    />
  );
}
