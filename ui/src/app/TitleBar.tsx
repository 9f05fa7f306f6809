import { type CommandId, keysOf, offerOf } from '../commands';
import { Button } from '../design/Button';
import { Glyph } from '../design/glyphs';
import { Kbd, shortcutText } from '../design/Kbd';
import { FilterBar } from './FilterBar';
import styles from './TitleBar.module.css';
import { WorkspaceMenu } from './WorkspaceMenu';

/** The workspace and what can be done in it, the filter, the palette, and the way to a new subscription. */
export function TitleBar() {
  return (
    <header className={styles.bar}>
      <WorkspaceMenu />
      <FilterBar />
      <button
        type="button"
        className={styles.palette}
        aria-label="Command palette"
        title={`Commands, and everything that has a name (${shortcutText(keysOf('palette') ?? '')})`}
        onClick={() => give('palette')}
      >
        <Glyph name="search" />
        <Kbd>{keysOf('palette')}</Kbd>
      </button>
      <Button glyph="plus" className={styles.new} aria-label="New subscription" onClick={() => give('new-subscription')}>
        Subscription
      </Button>
    </header>
  );
}

function give(id: CommandId) {
  offerOf(id)?.run();
}
