import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';

import type { LabRun } from '../../../contract';
import { problemOf } from '../../../data/client';
import { useLabRuns } from '../../../data/lab';
import { Button } from '../../../design/Button';
import { EmptyState } from '../../../design/EmptyState';
import { ErrorNotice } from '../../../design/ErrorNotice';
import { countText } from '../../../design/formatNumber';
import { Glyph } from '../../../design/glyphs';
import { providerLabel } from '../../../design/providerNames';
import { timeSince } from '../../../design/relativeTime';
import { Figure, Row, RowList } from '../../../design/RowList';
import { useNow } from '../../../design/useNow';
import { classNames } from '../../../design/classNames';
import styles from './hostile.module.css';

/** Earlier runs of the hostile sender, newest first. */
export function RunsList({ onAdd }: { onAdd: () => void }) {
  const runs = useLabRuns();
  if (runs.isError) return <ErrorNotice problem={problemOf(runs.error)} onRetry={() => runs.refetch()} />;
  if (runs.data?.length === 0) {
    return (
      <EmptyState
        glyph="bolt"
        title={t`No receiver was attacked yet.`}
        actions={
          <Button variant="primary" glyph="bolt" onClick={onAdd}>
            <Trans>Attack a receiver</Trans>
          </Button>
        }
      >
        <Trans>
          Wrong secrets, altered bytes, old timestamps, repeats, bursts, slow and oversized bodies: each is sent to a
          receiver of yours, and a score card says what a correct one does.
        </Trans>
      </EmptyState>
    );
  }
  return (
    runs.data && (
      <RowList aria-label={t`Runs of the hostile sender`}>
        {runs.data.map((run) => (
          <RunRow key={run.id} run={run} />
        ))}
      </RowList>
    )
  );
}

function RunRow({ run }: { run: LabRun }) {
  const now_ms = useNow();
  const { passed, failed, not_judged } = run.score;
  const isClean = run.state === 'finished' && failed + not_judged === 0;
  return (
    <Row
      leading={
        <Glyph
          name={run.state === 'running' ? 'sending' : run.state === 'cancelled' ? 'cancelled' : failed > 0 ? 'dead_letter' : 'shield'}
          className={classNames(failed > 0 && styles.fail, isClean && styles.pass)}
        />
      }
      title={
        <Link to="/lab/runs/$id" params={{ id: run.id }}>
          {run.url.replace(/^https?:\/\//, '')}
        </Link>
      }
      status={<span className={styles.rowState}>{stateWords(run)}</span>}
      detail={
        <>
          <span>{run.scheme === 'none' ? t`Unsigned` : t`Signed like ${providerLabel(run.scheme)}`}</span>
          <span className="t3">{timeSince(run.started_at_ms, now_ms)}</span>
        </>
      }
      figures={
        <>
          <Figure value={countText(passed)} label={t`passed`} />
          <Figure value={countText(failed)} label={t`failed`} tone={failed > 0 ? 'bad' : undefined} />
        </>
      }
    />
  );
}

function stateWords({ state, results, attacks }: LabRun): string {
  const [made, total] = [results.length, attacks.length];
  if (state === 'running') return t`Running: ${made} of ${total}`;
  return state === 'cancelled' ? t`Cancelled` : '';
}
