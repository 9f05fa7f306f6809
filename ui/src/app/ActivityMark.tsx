import { plural } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';

import { Glyph } from '../design/glyphs';
import { Tooltip } from '../design/Tooltip';
import { useOpenReplays } from '../features/replays';
import styles from './TitleBar.module.css';

/** That something long is under way, wherever one is; gone when nothing is. It does not move. */
export function ActivityMark() {
  const running = (useOpenReplays().data ?? []).filter(({ state }) => state === 'running').length;
  if (running === 0) return null;
  const words = plural(running, { one: '# replay is running', other: '# replays are running' });
  return (
    <Tooltip content={words}>
      <Link to="/replays" className={styles.activity} aria-label={words}>
        <Glyph name="sending" />
      </Link>
    </Tooltip>
  );
}
