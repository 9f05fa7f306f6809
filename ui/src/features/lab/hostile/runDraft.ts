import { t } from '@lingui/core/macro';

import type { Destination, LabRun, NewLabRun, Source } from '../../../contract';
import { callbackUrlProblem } from '../../../design/fields/callbackUrl';
import type { HeaderRow } from '../../../design/fields/HeaderRows';

/** The bounds of the engine's measures. */
const BURST_MAX = 200;
const OVERSIZED_MIB_MAX = 256;
const SLOW_S_MAX = 30;
const MIB = 1024 * 1024;

/** The right request that always comes first. */
export const BASELINE = 'baseline';

export type TargetKind = 'url' | 'source' | 'destination';

/** What the form holds while an attack is being prepared. Measures that are empty are the engine's. */
export interface RunDraft {
  target: TargetKind;
  url: string;
  sourceId: string;
  destinationId: string;
  /** How requests to a URL are signed. */
  scheme: string;
  secret: string;
  /** Attacks that are left out, by their words. */
  spared: string[];
  eventType: string;
  body: string;
  headers: HeaderRow[];
  burst: string;
  oversizedMib: string;
  limitMib: string;
  slowSeconds: string;
}

/** Sentences by field; the names are the API's, so that its own refusals land in the same places. */
export type RunErrors = Partial<
  Record<
    | 'url'
    | 'source_id'
    | 'destination_id'
    | 'secret'
    | 'event_type'
    | 'options.burst'
    | 'options.oversized_bytes'
    | 'options.stated_limit_bytes'
    | 'options.slow_ms',
    string
  >
>;

/** What there is to attack. */
export interface Targets {
  sources: readonly Pick<Source, 'id' | 'receive_url' | 'provider'>[];
  destinations: readonly Pick<Destination, 'id' | 'url'>[];
}

/** Begins with what is there already: a destination is most often the receiver one writes, and signed sources have more to show. */
export function newRunDraft({ sources, destinations }: Targets): RunDraft {
  return {
    target: destinations.length > 0 ? 'destination' : sources.length > 0 ? 'source' : 'url',
    url: '',
    sourceId: (sources.find(({ provider }) => provider !== 'none') ?? sources[0])?.id ?? '',
    destinationId: destinations[0]?.id ?? '',
    scheme: 'standard-webhooks',
    secret: '',
    spared: [],
    eventType: '',
    body: '',
    headers: [],
    burst: '',
    oversizedMib: '',
    limitMib: '',
    slowSeconds: '',
  };
}

/** An attack once more: what the run keeps, and what was asked for in this window, if it was. */
export function draftOfRun(run: LabRun, asked: NewLabRun | undefined, all: readonly string[], targets: Targets): RunDraft {
  const usual = newRunDraft(targets);
  const source = asked ? asked.source_id : targets.sources.find(({ receive_url }) => receive_url === run.url)?.id;
  const destination = asked ? asked.destination_id : targets.destinations.find(({ url }) => url === run.url)?.id;
  const { options } = run;
  return {
    ...usual,
    target: source ? 'source' : destination ? 'destination' : 'url',
    url: run.url,
    sourceId: source ?? usual.sourceId,
    destinationId: destination ?? usual.destinationId,
    scheme: run.scheme,
    secret: asked?.secret ?? '',
    spared: all.filter((word) => !run.attacks.includes(word)),
    eventType: asked?.event_type ?? '',
    body: asked?.body ?? '',
    headers: asked?.headers?.map(({ name, value }) => ({ name, value })) ?? [],
    burst: String(options.burst),
    oversizedMib: mibText(options.oversized_bytes),
    limitMib: options.stated_limit_bytes === null ? '' : mibText(options.stated_limit_bytes),
    slowSeconds: String(options.slow_ms / 1_000),
  };
}

export function runErrors(draft: RunDraft): RunErrors {
  const errors: RunErrors = {};
  if (draft.target === 'url') {
    const url = draft.url.trim() ? callbackUrlProblem(draft.url) : t`Enter the URL of the receiver.`;
    if (url) errors.url = url;
    if (draft.scheme !== 'none' && !draft.secret.trim()) errors.secret = t`Enter the secret the receiver checks with.`;
  }
  if (draft.target === 'source' && !draft.sourceId) errors.source_id = t`There is no source yet.`;
  if (draft.target === 'destination' && !draft.destinationId) errors.destination_id = t`There is no destination yet.`;
  if (/\s/.test(draft.eventType.trim())) errors.event_type = t`A kind of event has no spaces.`;
  if (!isEmptyOr(draft.burst, (burst) => Number.isInteger(burst) && burst >= 1 && burst <= BURST_MAX)) {
    errors['options.burst'] = t`From 1 to ${BURST_MAX}.`;
  }
  if (!isEmptyOr(draft.oversizedMib, (mib) => mib > 0 && mib <= OVERSIZED_MIB_MAX)) {
    errors['options.oversized_bytes'] = t`Up to ${OVERSIZED_MIB_MAX} MiB.`;
  }
  if (!isEmptyOr(draft.limitMib, (mib) => mib > 0)) {
    errors['options.stated_limit_bytes'] = t`A size in MiB, or empty when the receiver states none.`;
  }
  if (!isEmptyOr(draft.slowSeconds, (seconds) => seconds >= 0.001 && seconds <= SLOW_S_MAX)) {
    errors['options.slow_ms'] = t`Up to ${SLOW_S_MAX} seconds.`;
  }
  return errors;
}

/** What is asked of the engine; `all` are the words of all attacks. */
export function newRunOf(draft: RunDraft, all: readonly string[]): NewLabRun {
  const measures = {
    ...(draft.burst.trim() && { burst: Number(draft.burst) }),
    ...(draft.oversizedMib.trim() && { oversized_bytes: bytesOf(draft.oversizedMib) }),
    ...(draft.limitMib.trim() && { stated_limit_bytes: bytesOf(draft.limitMib) }),
    ...(draft.slowSeconds.trim() && { slow_ms: Math.round(Number(draft.slowSeconds) * 1_000) }),
  };
  return {
    ...targetOf(draft),
    ...(draft.spared.length > 0 && { attacks: all.filter((word) => word === BASELINE || !draft.spared.includes(word)) }),
    ...(draft.eventType.trim() && { event_type: draft.eventType.trim() }),
    ...(draft.body && { body: draft.body }),
    headers: draft.headers
      .filter(({ name }) => name.trim())
      .map(({ name, value }) => ({ name: name.trim(), value: value.trim() })),
    options: measures,
  };
}

function targetOf(draft: RunDraft): NewLabRun {
  switch (draft.target) {
    case 'source':
      return { source_id: draft.sourceId };
    case 'destination':
      return { destination_id: draft.destinationId };
    case 'url':
      return {
        url: draft.url.trim(),
        scheme: draft.scheme,
        ...(draft.scheme !== 'none' && { secret: draft.secret.trim() }),
      };
  }
}

function bytesOf(mib: string): number {
  return Math.round(Number(mib) * MIB);
}

function mibText(bytes: number): string {
  return String(Number((bytes / MIB).toFixed(3)));
}

function isEmptyOr(text: string, isRight: (value: number) => boolean): boolean {
  return !text.trim() || isRight(Number(text));
}
