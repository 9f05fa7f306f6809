import { type ReactNode, useEffect, useState } from 'react';

import { connection, useConnection } from '../data/connection';
import { useOverview } from '../data/overview';
import { Button } from '../design/Button';
import { Glyph } from '../design/glyphs';
import { platform } from '../platform/platform';
import styles from './EngineBanner.module.css';

/** How long the engine may be away before it is said; a restart is quicker. */
const PATIENCE_MS = 1_500;

/** Across the whole width: the engine is away, or it does not receive. */
export function EngineBanner() {
  const state = useConnection();
  const isLost = useIsLongTrue(state === 'lost');
  const { data: overview } = useOverview();
  if (state === 'refused') {
    return (
      <Banner>
        <p>This address lacks its key. Open the address that Tacklebox printed when it started, up to its end.</p>
      </Banner>
    );
  }
  if (isLost) {
    const comfort = platform().kind === 'desktop' ? ' Events are still being received if the tray icon is there.' : '';
    return (
      <Banner>
        <p>The window lost its engine.{comfort}</p>
        <Button glyph="retrying" onClick={() => connection.reconnect()}>
          Reconnect
        </Button>
      </Banner>
    );
  }
  if (overview?.receiver.state === 'stopped') {
    return (
      <Banner>
        <p>Not receiving{overview.receiver.problem ? ` – ${overview.receiver.problem}` : ''}</p>
      </Banner>
    );
  }
  return null;
}

function Banner({ children }: { children: ReactNode }) {
  return (
    <div role="alert" className={styles.banner}>
      <Glyph name="warning" />
      {children}
    </div>
  );
}

/** True once `isTrue` has held for a while. */
function useIsLongTrue(isTrue: boolean): boolean {
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    if (!isTrue) return;
    const timer = setTimeout(() => setIsLong(true), PATIENCE_MS);
    return () => {
      clearTimeout(timer);
      setIsLong(false);
    };
  }, [isTrue]);
  return isTrue && isLong;
}
