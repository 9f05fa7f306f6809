import type { UseQueryResult } from '@tanstack/react-query';

import type { EventSummary, Preview } from '../../contract';
import { problemOf } from '../../data/client';
import { Card } from '../../design/Card';
import { ErrorNotice } from '../../design/ErrorNotice';
import { bytesText } from '../../design/formatBytes';
import { countText } from '../../design/formatNumber';
import { clockTime } from '../../design/relativeTime';
import type { SubscriptionDraft } from './subscriptionDraft';
import styles from './subscriptions.module.css';

export interface PreviewPaneProps {
  draft: SubscriptionDraft;
  preview: UseQueryResult<Preview>;
}

/** How many of the last events the draft would match, with the newest of them. */
export function PreviewPane({ draft, preview }: PreviewPaneProps) {
  if (draft.sourceId === undefined || draft.patterns.length === 0) {
    return (
      <div>
        <h2 className={styles.previewTitle}>Nothing chosen yet</h2>
        <p className="t2">
          {draft.sourceId === undefined
            ? 'Choose a source, then tick event types. Here you see what would have matched.'
            : 'Tick event types. Here you see what would have matched.'}
        </p>
      </div>
    );
  }
  if (preview.isError) return <ErrorNotice problem={problemOf(preview.error)} onRetry={() => preview.refetch()} />;
  if (!preview.data) return <p className="t3">Counting…</p>;

  const { matched, of, samples } = preview.data;
  return (
    <>
      <div role="status">
        <h2 className={styles.previewTitle}>
          {countText(matched)} of {countText(of)}
        </h2>
        <p className="t2">of the last events would match</p>
      </div>
      <Meter part={matched} whole={of} />
      {samples.length > 0 ? (
        <Card>
          <ul aria-label="Newest matching events">
            {samples.map((sample) => (
              <SampleRow key={sample.id} sample={sample} />
            ))}
          </ul>
        </Card>
      ) : (
        <p className="t3">
          {of === 0
            ? 'Nothing was received from here yet. Matching events are delivered when they come.'
            : 'Nothing received so far matches. Matching events are delivered when they come.'}
        </p>
      )}
    </>
  );
}

function Meter({ part, whole }: { part: number; whole: number }) {
  return (
    <svg className={styles.meter} aria-hidden preserveAspectRatio="none" viewBox="0 0 100 1">
      <rect className={styles.meterTrack} width="100" height="1" />
      <rect className={styles.meterFill} width={whole === 0 ? 0 : (part / whole) * 100} height="1" />
    </svg>
  );
}

function SampleRow({ sample }: { sample: EventSummary }) {
  return (
    <li className={styles.sample}>
      <b className={styles.sampleType}>{sample.event_type}</b>
      <span className="t3">{clockTime(sample.received_at_ms)}</span>
      <span className="t2">
        {bytesText(sample.body_bytes)}
        {sample.verification.verdict === 'verified' && ', signature ✓'}
      </span>
      <span className={styles.matches}>matches</span>
    </li>
  );
}
