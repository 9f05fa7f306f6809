import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';

import type { TriggeredRequest } from '../../../contract';
import { useTriggered } from '../../../data/catalogue';
import { problemOf } from '../../../data/client';
import { classNames } from '../../../design/classNames';
import { EmptyState } from '../../../design/EmptyState';
import { ErrorNotice } from '../../../design/ErrorNotice';
import { timeSince } from '../../../design/relativeTime';
import { Figure, Row, RowList } from '../../../design/RowList';
import { useNow } from '../../../design/useNow';
import styles from '../catalogue.module.css';
import { SentAnswer } from './SentAnswer';

/** The newest payloads that were sent by hand. */
export function SentList() {
  const sent = useTriggered();
  const [open, setOpen] = useState<string>();
  if (sent.isError) return <ErrorNotice problem={problemOf(sent.error)} onRetry={() => sent.refetch()} />;
  if (sent.data?.length === 0) {
    return (
      <EmptyState glyph="sending" title={t`Nothing was sent by hand yet.`}>
        <Trans>Payloads of the catalogue, examples and events can be changed and sent to a source, a destination or any URL.</Trans>
      </EmptyState>
    );
  }
  const shown = sent.data?.find(({ id }) => id === open);
  return (
    <div className={styles.parts}>
      <RowList aria-label={t`Payloads sent by hand`}>
        {sent.data?.map((one) => (
          <SentRow key={one.id} one={one} isOpen={one.id === open} onOpen={() => setOpen(one.id === open ? undefined : one.id)} />
        ))}
      </RowList>
      {shown && <SentAnswer triggered={shown} isSending={false} />}
    </div>
  );
}

function SentRow({ one, isOpen, onOpen }: { one: TriggeredRequest; isOpen: boolean; onOpen: () => void }) {
  const now_ms = useNow();
  const isGood = one.answer !== null && one.answer.status >= 200 && one.answer.status < 300;
  return (
    <Row
      title={
        <button type="button" className={classNames(styles.link)} aria-expanded={isOpen} onClick={onOpen}>
          {one.event_type}
        </button>
      }
      detail={
        <>
          <span className="mono">{one.url}</span>
          <span className="t3">{timeSince(one.at_ms, now_ms)}</span>
        </>
      }
      figures={<Figure value={one.answer?.status ?? t`none`} label={t`answer`} tone={isGood ? undefined : 'bad'} />}
    />
  );
}
