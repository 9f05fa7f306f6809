import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';

import type { CommandId } from './commandList';

/** A command that can be given now, or cannot for a reason. */
export interface Offer {
  id: CommandId;
  run: () => void;
  disabledReason: string | undefined;
  /** It goes before others, whenever they came: what is marked goes before what is looked at. */
  isFirst?: boolean;
}

let offers: readonly Offer[] = [];
const listeners = new Set<() => void>();

/** Offers a command as long as the caller is mounted. Of two offers the later one holds. */
export function useCommand(id: CommandId, run: () => void, disabledReason?: string, isFirst = false): void {
  const runNow = useEffectEvent(run);
  useEffect(() => {
    const withdraw = offerCommand({ id, run: () => runNow(), disabledReason, isFirst });
    return withdraw;
  }, [id, disabledReason, isFirst]);
}

/** Offers a command until the answer is called. */
export function offerCommand(offer: Offer): () => void {
  set([...offers, offer]);
  return () => set(offers.filter((other) => other !== offer));
}

/** The offer that holds, if there is one. */
export function offerOf(id: CommandId): Offer | undefined {
  const meant = offers.filter((offer) => offer.id === id);
  return meant.findLast(({ isFirst }) => isFirst) ?? meant.at(-1);
}

/** Every command on offer, once each. */
export function useOffers(): readonly Offer[] {
  const all = useSyncExternalStore(subscribe, () => offers);
  return [...new Set(all.map(({ id }) => id))].flatMap((id) => offerOf(id) ?? []);
}

function set(next: readonly Offer[]) {
  offers = next;
  for (const listen of listeners) listen();
}

function subscribe(listen: () => void): () => void {
  listeners.add(listen);
  return () => listeners.delete(listen);
}
