import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { type ReactNode, useEffect, useState } from 'react';

import { connection, useConnection } from '../data/connection';
import { useOverview } from '../data/overview';
import { Button } from '../design/Button';
import { classNames } from '../design/classNames';
import { Glyph } from '../design/glyphs';
import { platform } from '../platform/platform';
import styles from './EngineBanner.module.css';
import { later } from '../design/later';

const PausedNotice = later(async () => (await import('../features/reach')).PausedNotice);

/** How long the engine may be away before it is said; a restart is quicker. */
const PATIENCE_MS = 1_500;

/** Across the whole width: the engine is away, or it does not receive, or a person paused it. */
export function EngineBanner() {
  const state = useConnection();
  const isLost = useIsLongTrue(state === 'lost');
  const { data: overview } = useOverview();
  if (state === 'refused') {
    return (
      <Banner>
        <p><Trans>This address lacks its key. Open the address that Tacklebox printed when it started, up to its end.</Trans></p>
      </Banner>
    );
  }
  if (isLost) {
    return (
      <Banner>
        <p>
          {platform().kind === 'desktop'
            ? t`The window lost its engine. Events are still being received if the tray icon is there.`
            : t`The window lost its engine.`}
        </p>
        <Button glyph="retrying" onClick={() => connection.reconnect()}>
          <Trans>Reconnect</Trans>
        </Button>
      </Banner>
    );
  }
  if (overview?.receiver.state === 'stopped') {
    const { problem } = overview.receiver;
    return (
      <Banner>
        <p>{problem ? t`Not receiving – ${problem}` : t`Not receiving`}</p>
      </Banner>
    );
  }
  if (overview?.receiver.state === 'paused') {
    return (
      <div role="status" className={classNames(styles.banner, styles.paused)}>
        <Glyph name="pause" />
        <PausedNotice />
      </div>
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
