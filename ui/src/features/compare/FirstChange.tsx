import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import { problemOf } from '../../data/client';
import { Button } from '../../design/Button';
import { exactTime, fullMoment } from '../../design/exactTime';
import type { Change } from './changes';
import styles from './compare.module.css';
import { payloadKind } from './pair';
import { firstChangeQuery } from './queries';

interface FirstChangeProps {
  change: Change;
  /** The payload that has what is new. */
  eventId: string;
}

/** Asks since when events of this kind have what the right one has, and tells it. */
export function FirstChange({ change, eventId }: FirstChangeProps) {
  const [isAsked, setAsked] = useState(false);
  const found = useQuery({ ...firstChangeQuery(eventId, change), enabled: isAsked });
  const reason =
    payloadKind(eventId) !== 'event'
      ? t`B is not an event, so it has no earlier ones of its kind.`
      : change.kind === 'moved'
        ? t`Places of elements have no beginning.`
        : undefined;
  return (
    <div className={styles.first}>
      {!found.data && (
        <Button disabledReason={reason} isBusy={found.isFetching} onClick={() => (found.isError ? void found.refetch() : setAsked(true))}>
          <Trans>When did this first change?</Trans>
        </Button>
      )}
      <p role="status">
        {found.isError && problemOf(found.error).detail}
        {found.data && <Found found={found.data} eventId={eventId} />}
      </p>
    </div>
  );
}

type FoundChange = NonNullable<Awaited<ReturnType<NonNullable<ReturnType<typeof firstChangeQuery>['queryFn']>>>>;

function Found({ found, eventId }: { found: FoundChange; eventId: string }) {
  const { first_id, first_at_ms, before_id, looked_at, is_cut } = found;
  const moment = exactTime(first_at_ms);
  const first = (
    <Link to="/timeline" search={{ selected: first_id }} title={fullMoment(first_at_ms)}>
      {moment}
    </Link>
  );
  if (before_id === null) {
    return is_cut ? <Trans>It was so in all {looked_at} events before this one that were looked at, since {first}.</Trans> : <Trans>It was always so: since the first event of this kind, {first}.</Trans>;
  }
  return (
    <>
      {first_id === eventId ? <Trans>First in this event, {first}.</Trans> : <Trans>First in the event of {first}, and in all since.</Trans>}{' '}
      <Link to="/compare" search={{ left: before_id, right: first_id }}>
        <Trans>Compare it with the one before</Trans>
      </Link>
    </>
  );
}
