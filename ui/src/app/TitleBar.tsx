import { useNavigate } from '@tanstack/react-router';

import { Button } from '../design/Button';
import { Glyph } from '../design/glyphs';
import { FilterBar } from './FilterBar';
import styles from './TitleBar.module.css';

/** The workspace, the filter, and the way to a new subscription. */
export function TitleBar() {
  const navigate = useNavigate();
  return (
    <header className={styles.bar}>
      <div className={styles.workspace}>
        <span className={styles.logo}>
          <Glyph name="hook" />
        </span>
        <span className={styles.name}>My workspace</span>
      </div>
      <FilterBar />
      <Button
        glyph="plus"
        className={styles.new}
        aria-label="New subscription"
        onClick={() => void navigate({ to: '/subscriptions/$id', params: { id: 'new' }, search: {} })}
      >
        Subscription
      </Button>
    </header>
  );
}
