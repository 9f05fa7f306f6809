import { plural, t } from '@lingui/core/macro';

import type { AttackFacts, LabResult, LabRun } from '../../../contract';
import type { GlyphName } from '../../../design/glyphs';

/** How an attack of a run stands: judged, or not made (yet). */
export type Standing = LabResult['judgement'] | 'under_way' | 'to_come' | 'not_made';

export const standingWords: Record<Standing, string> = {
  get pass() {
    return t`Passed`;
  },
  get fail() {
    return t`Failed`;
  },
  get not_judged() {
    return t`Not judged`;
  },
  get not_applicable() {
    return t`Not applicable`;
  },
  get under_way() {
    return t`Under way`;
  },
  get to_come() {
    return t`To come`;
  },
  get not_made() {
    return t`Not tried`;
  },
};

export const standingGlyphs: Record<Standing, GlyphName> = {
  pass: 'delivered',
  fail: 'dead_letter',
  not_judged: 'unrouted',
  not_applicable: 'cancelled',
  under_way: 'sending',
  to_come: 'queued',
  not_made: 'cancelled',
};

/** One line of a score card. */
export interface CardLine {
  word: string;
  standing: Standing;
  /** What it is in words; null when this program knows no such attack any more. */
  facts: AttackFacts | null;
  result: LabResult | null;
}

/** Every attack of a run in its order, with what came of it. */
export function cardLines(run: LabRun, attacks: readonly AttackFacts[]): CardLine[] {
  return run.attacks.map((word, place) => {
    const result = run.results.find(({ attack }) => attack === word) ?? null;
    const facts = attacks.find((attack) => attack.word === word) ?? null;
    return { word, facts, result, standing: result?.judgement ?? unmade(run, place) };
  });
}

/** `11 of 13 passed`: of those that apply. */
export function scoreText({ score: { passed, failed, not_judged } }: Pick<LabRun, 'score'>): string {
  const applied = passed + failed + not_judged;
  return t`${passed} of ${applied} passed`;
}

/** What the score says of the receiver, in one sentence. */
export function verdictText(run: LabRun, attacks: readonly AttackFacts[]): string {
  const made = run.results.length;
  const total = run.attacks.length;
  if (run.state === 'running') return plural(total, { one: `${made} of # attack made.`, other: `${made} of # attacks made.` });
  if (run.state === 'cancelled') {
    return plural(total, { one: `Cancelled after ${made} of # attack.`, other: `Cancelled after ${made} of # attacks.` });
  }
  const [first] = run.results;
  if (first?.attack === 'baseline' && first.judgement !== 'pass') {
    return t`It did not take a right request, so nothing else was tried.`;
  }
  const failed = run.results.filter(({ judgement }) => judgement === 'fail');
  if (failed.length > 0) {
    const titles = failed.map(({ attack }) => attacks.find(({ word }) => word === attack)?.title ?? attack).join(', ');
    return plural(failed.length, { one: `It fails at # attack: ${titles}.`, other: `It fails at # attacks: ${titles}.` });
  }
  return run.score.not_judged > 0
    ? t`It failed at nothing that could be judged.`
    : t`It does what a correct receiver does.`;
}

function unmade(run: LabRun, place: number): Standing {
  if (run.state !== 'running') return 'not_made';
  return place === run.results.length ? 'under_way' : 'to_come';
}
