import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { problemOf } from '../../data/client';
import { discardedPagesQuery, exportedBinText } from '../../data/deadLetters';
import { useDestinations } from '../../data/destinations';
import { Button } from '../../design/Button';
import { EmptyState } from '../../design/EmptyState';
import { ErrorNotice } from '../../design/ErrorNotice';
import { timeSince } from '../../design/relativeTime';
import { useToast } from '../../design/Toast';
import { useNow } from '../../design/useNow';
import { saveText } from '../../platform/saveText';
import styles from './deadLetters.module.css';
import { timeLeftText } from './reasonWords';

/** What was discarded and can still be exported. */
export function BinList() {
  const pages = useInfiniteQuery(discardedPagesQuery);
  const names = new Map((useDestinations().data ?? []).map(({ id, name }) => [id, name]));
  const toast = useToast();
  const [isExporting, setExporting] = useState(false);
  const now_ms = useNow();
  if (pages.error) return <ErrorNotice problem={problemOf(pages.error)} onRetry={() => void pages.refetch()} />;
  if (!pages.data) return null;
  const rows = pages.data.pages.flatMap(({ items }) => items);
  if (rows.length === 0) {
    return (
      <EmptyState glyph="trash" title={t`Nothing was discarded.`}>
        <p>
          <Trans>What is discarded can be exported from here for 7 days.</Trans>
        </p>
      </EmptyState>
    );
  }
  const save = async () => {
    setExporting(true);
    try {
      saveText(await exportedBinText(), 'discarded.jsonl');
    } catch (error) {
      toast({ title: problemOf(error).detail, tone: 'failure' });
    } finally {
      setExporting(false);
    }
  };
  return (
    <div className={styles.main}>
      <div className={styles.line}>
        <p className="t2">
          <Trans>They are not delivered any more. Export what you still need.</Trans>
        </p>
        <Button glyph="arrow-down" isBusy={isExporting} onClick={() => void save()} className={styles.all}>
          <Trans>Export all</Trans>
        </Button>
      </div>
      <table className={styles.bin} aria-label={t`Discarded`}>
        <thead>
          <tr>
            <th scope="col">
              <Trans>Event type</Trans>
            </th>
            <th scope="col">
              <Trans>Destination</Trans>
            </th>
            <th scope="col">
              <Trans>Discarded</Trans>
            </th>
            <th scope="col">
              <Trans>Gone in</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td>{row.event_type}</td>
              <td>{names.get(row.destination_id) ?? t`A deleted destination`}</td>
              <td>{timeSince(row.discarded_at_ms, now_ms)}</td>
              <td>{timeLeftText(row.leaves_at_ms - now_ms)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {pages.hasNextPage && (
        <div className={styles.more}>
          <Button variant="ghost" isBusy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            <Trans>Show more</Trans>
          </Button>
        </div>
      )}
    </div>
  );
}
