import { Trans } from '@lingui/react/macro';

import { type CommandId, commandWords, type Offer, useOffers } from '../commands';
import { Glyph } from '../design/glyphs';
import { Menu, type MenuEntry } from '../design/Menu';
import styles from './TitleBar.module.css';

const SECTIONS: readonly (readonly CommandId[])[] = [
  ['new-subscription', 'new-source', 'new-destination', 'send-test-event'],
  ['palette', 'go-to', 'shortcuts'],
  ['undo', 'redo'],
  ['toggle-rail', 'move-inspector', 'settings'],
];

/** The workspace's name, and under it what one does most. */
export function WorkspaceMenu() {
  const offers = useOffers();
  const entries = SECTIONS.flatMap((ids, index) => {
    const section = ids.flatMap((id) => {
      const offer = offers.find((each) => each.id === id);
      return offer ? [entryOf(offer)] : [];
    });
    return index === 0 ? section : ['separator' as const, ...section];
  });
  return (
    <Menu
      trigger={
        <button type="button" className={styles.workspace}>
          <span className={styles.logo}>
            <Glyph name="hook" />
          </span>
          <span className={styles.name}><Trans>My workspace</Trans></span>
          <Glyph name="chevron-down" size={10} />
        </button>
      }
      entries={entries}
    />
  );
}

function entryOf({ id, run, disabledReason }: Offer): MenuEntry {
  const { title, glyph, keys } = commandWords(id);
  return { label: title, glyph, ...(keys[0] && { keys: keys[0] }), disabledReason, onSelect: run };
}
