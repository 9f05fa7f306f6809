import { t } from '@lingui/core/macro';
import { Plural, Trans } from '@lingui/react/macro';
import type { UseQueryResult } from '@tanstack/react-query';

import type { Preview } from '../../contract';
import { problemOf } from '../../data/client';
import { Card } from '../../design/Card';
import { ErrorNotice } from '../../design/ErrorNotice';
import { countText } from '../../design/formatNumber';
import { SampleRow } from './SampleRow';
import type { SubscriptionDraft } from './subscriptionDraft';
import styles from './subscriptions.module.css';

export interface PreviewPaneProps {
  draft: SubscriptionDraft;
  preview: UseQueryResult<Preview>;
  /** A value of a sample was chosen as a condition. */
  onValueChoose: (path: readonly string[], value: unknown) => void;
}

/** How many of the last events the draft would match, with the newest of them. */
export function PreviewPane({ draft, preview, onValueChoose }: PreviewPaneProps) {
  if (draft.sourceId === undefined || draft.patterns.length === 0) {
    return (
      <div>
        <h2 className={styles.previewTitle}>
          <Trans>Nothing chosen yet</Trans>
        </h2>
        <p className="t2">
          {draft.sourceId === undefined
            ? t`Choose a source, then tick event types. Here you see what would have matched.`
            : t`Tick event types. Here you see what would have matched.`}
        </p>
      </div>
    );
  }
  if (preview.isError) return <ErrorNotice problem={problemOf(preview.error)} onRetry={() => preview.refetch()} />;
  if (!preview.data) {
    return (
      <p className="t3">
        <Trans>Counting…</Trans>
      </p>
    );
  }

  const { matched, of, samples } = preview.data;
  const matchedText = countText(matched);
  const ofText = countText(of);
  const hasValues = samples.some(({ values }) => values.length > 0);
  return (
    <>
      <div role="status">
        <h2 className={styles.previewTitle}>
          <Trans>
            {matchedText} of {ofText}
          </Trans>
        </h2>
        <p className="t2">
          <Plural value={of} one="of the last event would match" other="of the last events would match" />
        </p>
      </div>
      <Meter part={matched} whole={of} />
      {matched === 0 && (
        <p className="t3">
          {of === 0
            ? t`Nothing was received from here yet. Matching events are delivered when they come.`
            : t`Nothing received so far matches. Matching events are delivered when they come.`}
        </p>
      )}
      {samples.length > 0 && (
        <>
          <Card>
            <ul aria-label={matched > 0 ? t`Newest matching events` : t`Newest events that do not match`}>
              {samples.map((sample, index) => (
                <SampleRow key={sample.id} sample={sample} isOpenAtFirst={index === 0} onValueChoose={onValueChoose} />
              ))}
            </ul>
          </Card>
          {hasValues && (
            <p className="t3">
              <Trans>Click a value in a sample to add it as a condition.</Trans>
            </p>
          )}
        </>
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
