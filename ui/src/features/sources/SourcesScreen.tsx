import { Link, useNavigate } from '@tanstack/react-router';

import type { Source } from '../../contract';
import { problemOf } from '../../data/client';
import { useSources } from '../../data/sources';
import { Button } from '../../design/Button';
import { CopyButton } from '../../design/CopyButton';
import { EmptyState } from '../../design/EmptyState';
import { ErrorNotice } from '../../design/ErrorNotice';
import { countText } from '../../design/formatNumber';
import { Glyph } from '../../design/glyphs';
import { timeSince } from '../../design/relativeTime';
import { Figure, Row, RowList } from '../../design/RowList';
import { Screen } from '../../design/Screen';
import { providerLabel } from '../../design/providerNames';
import { SourceBadge } from '../../design/SourceBadge';
import { useNow } from '../../design/useNow';
import styles from './sources.module.css';

/** Every place events come in. */
export function SourcesScreen() {
  const sources = useSources();
  const navigate = useNavigate();
  const add = () => navigate({ to: '/sources/$id', params: { id: 'new' } });

  return (
    <Screen
      title="Sources"
      summary="Where events come in."
      actions={
        <Button glyph="plus" onClick={add}>
          Source
        </Button>
      }
    >
      {sources.isError ? (
        <ErrorNotice problem={problemOf(sources.error)} onRetry={() => sources.refetch()} />
      ) : sources.data?.length === 0 ? (
        <EmptyState
          glyph="source"
          title="No sources yet."
          actions={
            <Button variant="primary" glyph="plus" onClick={add}>
              Connect a source
            </Button>
          }
        >
          A source is an address of its own for one sender, with the secret that proves who sent it.
        </EmptyState>
      ) : (
        sources.data && (
          <RowList aria-label="Sources">
            {sources.data.map((source) => (
              <SourceRow key={source.id} source={source} />
            ))}
          </RowList>
        )
      )}
    </Screen>
  );
}

function SourceRow({ source }: { source: Source }) {
  const now_ms = useNow();
  const address = source.public_url ?? source.receive_url;
  return (
    <Row
      leading={<SourceBadge provider={source.provider} isAlone />}
      title={
        <Link to="/sources/$id" params={{ id: source.id }}>
          {source.name}
        </Link>
      }
      status={<SignatureState source={source} />}
      detail={
        <>
          <span>{providerLabel(source.provider)}</span>
          <span className="mono">{address}</span>
        </>
      }
      figures={
        <>
          <Figure value={countText(source.event_count)} label="events" />
          <Figure
            value={source.last_event_at_ms === null ? 'never' : timeSince(source.last_event_at_ms, now_ms)}
            label="last event"
            isWide
          />
        </>
      }
      controls={<CopyButton text={address} label={`Copy the address of ${source.name}`} />}
    />
  );
}

function SignatureState({ source }: { source: Source }) {
  if (source.provider === 'none') return <span className={styles.unchecked}>Not verified</span>;
  if (source.secrets.length === 0) {
    return (
      <span className={styles.missing}>
        <Glyph name="warning" size={12} />
        No secret
      </span>
    );
  }
  return (
    <span className={styles.checked}>
      <Glyph name="check" size={12} />
      Signature checked
      {source.unsigned === 'accept' && ', unsigned accepted'}
    </span>
  );
}
