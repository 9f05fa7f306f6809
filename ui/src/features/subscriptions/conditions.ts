import type { Judgement } from '../../contract';

/** A single condition of a report. */
export interface ShownCondition {
  key: string;
  path: string;
  operator: string;
  expected: string;
  found: string | null;
  /** It is as the filter wants it: it holds, or it does not and stands in `$not`. */
  isFulfilled: boolean;
  /** The groups it stands in, outermost first. */
  groups: string[];
}

/** Flattens the judgements of a report, so that each condition is one line. */
export function conditionsOf(judgements: readonly Judgement[], groups: string[] = [], prefix = ''): ShownCondition[] {
  return judgements.flatMap((judgement, index) => {
    const key = `${prefix}${index}`;
    if (judgement.expected === null) {
      return conditionsOf(judgement.parts, [...groups, judgement.operator], `${key}.`);
    }
    const { path, operator, expected, found, holds } = judgement;
    const isNegated = groups.filter((group) => group === '$not').length % 2 === 1;
    return [{ key, path, operator, expected, found, isFulfilled: holds !== isNegated, groups }];
  });
}
