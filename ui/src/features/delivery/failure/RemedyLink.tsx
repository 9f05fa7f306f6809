import { Link } from '@tanstack/react-router';

import type { DeliveryDetail, FailureRemedy } from '../../../contract';
import styles from './failure.module.css';
import { remedyWord } from './remedyWords';

/** A remedy that is done on another screen. */
export function RemedyLink({ remedy, delivery }: { remedy: FailureRemedy; delivery: DeliveryDetail }) {
  const word = remedyWord(remedy);
  switch (remedy.kind) {
    case 'open_issue':
    case 'replay_issue':
      return (
        <Link to="/issues" search={{ selected: remedy.issue_id }} className={styles.link}>
          {word}
        </Link>
      );
    case 'compare':
      return (
        <Link to="/compare" search={{ left: remedy.left, right: remedy.right }} className={styles.link}>
          {word}
        </Link>
      );
    case 'edit_and_replay':
      return (
        <Link to="/deliveries/$id/edit" params={{ id: delivery.id }} className={styles.link}>
          {word}
        </Link>
      );
    case 'skip_event_type':
    case 'edit_transform':
      return (
        <Link to="/subscriptions/$id" params={{ id: remedy.subscription_id }} search={{}} className={styles.link}>
          {word}
        </Link>
      );
    default:
      return (
        <Link to="/destinations/$id" params={{ id: delivery.destination_id }} className={styles.link}>
          {word}
        </Link>
      );
  }
}
