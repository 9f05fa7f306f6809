import { useEffect } from 'react';

import { isTyping } from '../design/isTyping';
import { mayHearSingle } from '../design/singleKeys';
import { isShortcut } from '../design/useShortcut';
import { type CommandId, commands, shortcutsOf } from './commandList';
import { type Offer, offerOf } from './offers';

/** Gives the commands by their shortcuts. Once, in the frame around every screen. */
export function useCommandKeys(): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const offer = commandFor(event);
      if (!offer) return;
      event.preventDefault();
      if (offer.disabledReason === undefined) offer.run();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}

/** The command that a key press gives; of several with the same key the first that can be given. */
function commandFor(event: KeyboardEvent): Offer | undefined {
  const offers = (Object.keys(commands) as CommandId[]).flatMap((id) => {
    const isMeant = shortcutsOf(id).some((keys) => isShortcut(keys, event) && mayHear(keys, event));
    const offer = isMeant ? offerOf(id) : undefined;
    return offer ? [offer] : [];
  });
  return offers.find((offer) => offer.disabledReason === undefined) ?? offers[0];
}

/** Letters belong to what they are typed into; an open dialog or menu keeps all keys; a text field undoes its own text. */
function mayHear(keys: string, event: KeyboardEvent): boolean {
  if (!/^(Mod\+|Alt\+|(Shift\+)?F\d)/.test(keys)) return mayHearSingle(keys) && !isTyping(event);
  const { target } = event;
  if (!(target instanceof Element)) return true;
  if (target.closest('[role="menu"], [role="dialog"], [role="alertdialog"]')) return false;
  return !(/\+Z$/.test(keys) && target.closest('input, textarea, [contenteditable]'));
}
