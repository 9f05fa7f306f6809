import { useEffect, useEffectEvent } from 'react';

import { isTyping } from './isTyping';
import { mayHearSingle } from './singleKeys';

/**
 * Hears keys without a modifier anywhere in the window, except where they are typed into something. `onKey` answers
 * whether it took the key.
 */
export function useLetterKeys(onKey: (key: string, event: KeyboardEvent) => boolean): void {
  const take = useEffectEvent(onKey);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isTyping(event) || !mayHearSingle(event.key)) return;
      if (take(event.key.length === 1 ? event.key.toLowerCase() : event.key, event)) event.preventDefault();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
