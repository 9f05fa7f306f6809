import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';

import { type CommandId, offerOf, useKeysOf } from '../commands';
import { Button } from '../design/Button';
import { Glyph } from '../design/glyphs';
import { Kbd, shortcutText } from '../design/Kbd';
import { later } from '../design/later';
import { FilterBar } from './FilterBar';
import styles from './TitleBar.module.css';
import { WorkspaceMenu } from './WorkspaceMenu';

const ActivityMark = later(async () => (await import('./ActivityMark')).ActivityMark);

/** The workspace and what can be done in it, the filter, the palette, and the way to a new subscription. */
export function TitleBar() {
  const paletteKeys = useKeysOf('palette') ?? '';
  return (
    <header className={styles.bar}>
      <WorkspaceMenu />
      <FilterBar />
      <ActivityMark />
      <button
        type="button"
        className={styles.palette}
        title={t`Commands, and everything that has a name (${shortcutText(paletteKeys)})`}
        onClick={() => give('palette')}
      >
        <Glyph name="search" />
        <span className="visually-hidden"><Trans>Command palette</Trans></span>
        {paletteKeys && <Kbd>{paletteKeys}</Kbd>}
      </button>
      <Button glyph="plus" className={styles.new} aria-label={t`New subscription`} onClick={() => give('new-subscription')}>
        <Trans>Subscription</Trans>
      </Button>
    </header>
  );
}

function give(id: CommandId) {
  offerOf(id)?.run();
}
