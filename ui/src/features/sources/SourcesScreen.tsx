import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link, useNavigate } from '@tanstack/react-router';

import type { Source } from '../../contract';
import { problemOf } from '../../data/client';
import { useSources } from '../../data/sources';
import { Button } from '../../design/Button';
import { CopyButton } from '../../design/CopyButton';
import { DayFigures, LastEvent } from '../../design/DayFigures';
import { EmptyState } from '../../design/EmptyState';
import { ErrorNotice } from '../../design/ErrorNotice';
import { countText } from '../../design/formatNumber';
import { Glyph } from '../../design/glyphs';
import { Figure, Row, RowList } from '../../design/RowList';
import { Screen } from '../../design/Screen';
import { providerLabel } from '../../design/providerNames';
import { SourceBadge } from '../../design/SourceBadge';
import styles from './sources.module.css';

/** Every place events come in. */
export function SourcesScreen() {
  const sources = useSources();
  const navigate = useNavigate();
  const add = () => navigate({ to: '/sources/$id', params: { id: 'new' } });

  return (
    <Screen
      title={t`Sources`}
      summary={t`Where events come in.`}
      actions={
        <>
          <Button variant="ghost" glyph="shield" onClick={() => navigate({ to: '/sources/providers' })}>
            <Trans>Providers of your own</Trans>
          </Button>
          <Button glyph="plus" onClick={add}>
            <Trans>Source</Trans>
          </Button>
        </>
      }
    >
      {sources.isError ? (
        <ErrorNotice problem={problemOf(sources.error)} onRetry={() => sources.refetch()} />
      ) : sources.data?.length === 0 ? (
        <EmptyState
          glyph="source"
          title={t`No sources yet.`}
          actions={
            <Button variant="primary" glyph="plus" onClick={add}>
              <Trans>Connect a source</Trans>
            </Button>
          }
        >
          <Trans>A source is an address of its own for one sender, with the secret that proves who sent it.</Trans>
        </EmptyState>
      ) : (
        sources.data && (
          <RowList aria-label={t`Sources`}>
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
          <DayFigures day={source.day} />
          <Figure value={countText(source.event_count)} label={t`events`} />
          <LastEvent at_ms={source.last_event_at_ms} />
        </>
      }
      controls={<CopyButton text={address} label={t`Copy the address of ${source.name}`} />}
    />
  );
}

function SignatureState({ source }: { source: Source }) {
  if (source.provider === 'none') return <span className={styles.unchecked}><Trans>Not verified</Trans></span>;
  if (source.secrets.length === 0) {
    return (
      <span className={styles.missing}>
        <Glyph name="warning" size={12} />
        <Trans>No secret</Trans>
      </span>
    );
  }
  return (
    <span className={styles.checked}>
      <Glyph name="check" size={12} />
      {source.unsigned === 'accept' ? t`Signature checked, unsigned accepted` : t`Signature checked`}
    </span>
  );
}
