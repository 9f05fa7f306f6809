import type { AttackFacts, LabResult, LabRun } from '../../../contract';

const facts = (word: string, title: string): AttackFacts => ({
  word,
  title,
  sent: `${title} is sent.`,
  expected: `Copes with ${title}.`,
  advice: `Mind ${title}.`,
});

/** Attacks for tests. */
export const attacks = [facts('baseline', 'A right request'), facts('wrong_secret', 'Wrong secret'), facts('burst', 'Burst')];

export function resultOf(attack: string, judgement: LabResult['judgement'], found = 'It answered.'): LabResult {
  return { attack, judgement, found, seen: [], took_ms: 12 };
}

/** A run for tests, with the score that its results make. */
export function runOf(results: LabResult[], parts: Partial<LabRun> = {}): LabRun {
  const count = (judgement: LabResult['judgement']) => results.filter((result) => result.judgement === judgement).length;
  return {
    id: 'lab_1',
    url: 'http://localhost:3000/webhooks',
    scheme: 'stripe',
    attacks: attacks.map(({ word }) => word),
    options: { burst: 20, oversized_bytes: 31_457_280, stated_limit_bytes: null, slow_ms: 6_000, attack_ms: 30_000 },
    state: 'finished',
    started_at_ms: Date.UTC(2026, 2, 3, 14, 5),
    ended_at_ms: Date.UTC(2026, 2, 3, 14, 6),
    score: {
      passed: count('pass'),
      failed: count('fail'),
      not_judged: count('not_judged'),
      not_applicable: count('not_applicable'),
    },
    results,
    ...parts,
  };
}
