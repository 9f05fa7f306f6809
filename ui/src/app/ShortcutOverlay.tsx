import { i18n } from '@lingui/core';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Dialog } from '@base-ui/react/dialog';
import { useRef } from 'react';

import { commandGroups, commandGroupTitle, type CommandGroup, type CommandId, commands, commandWords, keysInPlace } from '../commands';
import { IconButton } from '../design/IconButton';
import { Kbd } from '../design/Kbd';
import styles from './ShortcutOverlay.module.css';

/** Every shortcut there is, by what it is about. */
export function ShortcutOverlay({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        {/* The list itself has the focus, so that the arrow keys scroll it. */}
        <Dialog.Popup ref={popup} className={styles.popup} initialFocus={popup}>
          <div className={styles.head}>
            <Dialog.Title className={styles.title}><Trans>Keyboard shortcuts</Trans></Dialog.Title>
            <Dialog.Close render={<IconButton glyph="close" label={t`Close`} />} />
          </div>
          <div className={styles.groups}>
            {commandGroups.map((group) => (
              <Group key={group} group={group} />
            ))}
          </div>
          <p className={styles.note}><Trans>Single letters are heard where nothing is typed.</Trans></p>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Group({ group }: { group: CommandGroup }) {
  const lines = linesOf(group);
  if (lines.length === 0) return null;
  return (
    <section className={styles.group} aria-label={commandGroupTitle(group)}>
      <h2 className={styles.heading}>{commandGroupTitle(group)}</h2>
      <dl>
        {lines.map(({ title, keys }) => (
          <div key={title} className={styles.line}>
            <dt>{title}</dt>
            <dd className={styles.keys}>
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function linesOf(group: CommandGroup): { title: string; keys: readonly string[] }[] {
  const given = (Object.keys(commands) as CommandId[])
    .map(commandWords)
    .filter((words) => words.group === group && words.keys.length > 0)
    .map(({ title, keys }) => ({ title, keys }));
  const inPlace = keysInPlace.filter((line) => line.group === group).map(({ title, keys }) => ({ title: i18n._(title), keys }));
  return [...given, ...inPlace];
}
