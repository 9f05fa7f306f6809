import { Trans } from '@lingui/react/macro';

import type { Replay } from '../../contract';
import { classNames } from '../../design/classNames';
import { Glyph, type GlyphName } from '../../design/glyphs';
import styles from './replays.module.css';

/** How the one that is tried first goes. */
export type Trial = 'none' | 'running' | 'arrived' | 'failed';

export function trialOf(replay: Replay | undefined): Trial {
  if (!replay) return 'none';
  if (replay.delivered > 0) return 'arrived';
  const hasFailed = replay.retrying > 0 || replay.dead_letters > 0 || replay.cancelled > 0 || replay.state === 'stopped';
  return hasFailed ? 'failed' : 'running';
}

const glyphs: Record<Exclude<Trial, 'none'>, GlyphName> = { running: 'sending', arrived: 'delivered', failed: 'dead_letter' };

/** What became of the one that was tried. */
export function TriedOne({ trial }: { trial: Exclude<Trial, 'none'> }) {
  return (
    <p role="status" className={classNames(styles.trial, styles[trial])}>
      <Glyph name={glyphs[trial]} />
      {trial === 'running' && <Trans>The oldest is on its way…</Trans>}
      {trial === 'arrived' && <Trans>The oldest arrived. The rest can follow.</Trans>}
      {trial === 'failed' && <Trans>The oldest failed again. The rest would fail as well.</Trans>}
    </p>
  );
}
