import { plural, t } from '@lingui/core/macro';

import type { Destination, ReplayPlan } from '../../contract';
import { countText } from '../../design/formatNumber';
import { dayAndTime } from '../../design/relativeTime';
import styles from './replays.module.css';

/** Kinds shown by name; the rest is a number. */
const KINDS_SHOWN = 4;

export interface ReplayPlanViewProps {
  plan: ReplayPlan;
  destinations: readonly Pick<Destination, 'id' | 'name'>[];
}

/** How many, from when to when, of which kinds, to where. */
export function ReplayPlanView({ plan, destinations }: ReplayPlanViewProps) {
  const shown = plan.event_types.slice(0, KINDS_SHOWN);
  const skipped = countText(plan.skipped);
  const names = plan.destinations
    .map(({ destination_id }) => destinations.find(({ id }) => id === destination_id)?.name ?? t`a destination`)
    .join(', ');
  const more = plan.event_types.length - shown.length;
  return (
    <div className={styles.plan} role="status">
      <p>
        <b>
          {plan.is_whole ? '' : t`At least `}
          {plural(plan.deliveries, { one: '# delivery', other: '# deliveries' })}
        </b>
        {spanText(plan)}
        {plan.skipped > 0 && <span className="t2"> {t`${skipped} left out.`}</span>}
      </p>
      {shown.length > 0 && (
        <ul className={styles.kinds}>
          {shown.map(({ event_type, deliveries }) => (
            <li key={event_type}>
              <code>{event_type}</code> {countText(deliveries)}
            </li>
          ))}
          {more > 0 && <li className="t3">{plural(more, { one: '# more kind', other: '# more kinds' })}</li>}
        </ul>
      )}
      {plan.destinations.length > 0 && (
        <p className="t2">
          {t`To ${names}`}
        </p>
      )}
    </div>
  );
}

function spanText({ oldest_at_ms, newest_at_ms }: ReplayPlan): string {
  if (oldest_at_ms === null || newest_at_ms === null) return '.';
  const [oldest, newest] = [dayAndTime(oldest_at_ms, Date.now()), dayAndTime(newest_at_ms, Date.now())];
  return oldest === newest ? t`, received ${oldest}.` : t`, received from ${oldest} to ${newest}.`;
}
