import { plural, t } from '@lingui/core/macro';

import type { Destination, Replay } from '../../contract';
import { countText } from '../../design/formatNumber';

/** What was replayed, as one would ask for it: `Dead letters to ERP, order.*`. */
export function selectionText(replay: Replay, destinations: readonly Pick<Destination, 'id' | 'name'>[]): string {
  const nameOf = (id: string) => destinations.find((destination) => destination.id === id)?.name ?? t`a deleted destination`;
  if (replay.subscription_id !== null) return t`What a subscription missed`;
  const parts = [kindText(replay)];
  if (replay.from_destination_id !== null) {
    const name = nameOf(replay.from_destination_id);
    parts.push(t`to ${name}`);
  }
  if (replay.event_type !== null) parts.push(replay.event_type);
  if (replay.q !== null) parts.push(t`“${replay.q}”`);
  if (replay.status !== null) parts.push(replay.status);
  if (replay.latency_ms_min !== null) {
    const least = countText(replay.latency_ms_min);
    parts.push(t`from ${least} ms`);
  }
  if (replay.attempts_min !== null) parts.push(t`from ${replay.attempts_min} tries`);
  if (replay.reason !== null) parts.push(replay.reason);
  if (replay.issue_id !== null) parts.push(t`of an issue`);
  if (replay.replay_id !== null) parts.push(t`of an earlier replay`);
  const chosen = parts.join(' · ');
  if (replay.destination_id === null) return chosen;
  const elsewhere = nameOf(replay.destination_id);
  return t`${chosen}, sent to ${elsewhere}`;
}

function kindText({ chosen, states }: Replay): string {
  if (chosen !== null) return plural(chosen, { one: '# chosen delivery', other: '# chosen deliveries' });
  return states.length === 1 && states[0] === 'dead_letter' ? t`Dead letters` : t`Deliveries`;
}

export function stateText(replay: Replay): string {
  switch (replay.state) {
    case 'running':
      return t`Running`;
    case 'paused':
      return t`Paused`;
    case 'finished':
      return t`Finished`;
    case 'cancelled':
      return t`Cancelled`;
    case 'stopped':
      return replay.stopped_because ?? t`Stopped`;
  }
}

export function paceText({ rate_limit }: Replay): string {
  if (rate_limit === null) return t`as fast as it is taken`;
  const { attempts } = rate_limit;
  return rate_limit.per === 'second' ? t`${attempts} a second` : t`${attempts} a minute`;
}
