import type { Judgement, Subscription } from '../../contract';

export type Filter = NonNullable<Subscription['filter']>;

/** What was typed as a filter: nothing, a JSON object, or something else. */
export type TypedFilter = { filter: Filter | null } | { problem: string };

/** Reads a filter as typed. What its conditions mean is for the engine to judge. */
export function parseFilter(text: string): TypedFilter {
  if (!text.trim()) return { filter: null };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { problem: `This is no JSON: ${error instanceof Error ? error.message : 'it cannot be read'}.` };
  }
  return isObject(value) ? { filter: value } : { problem: 'A filter stands in braces: { "body": … }.' };
}

/** A stored filter as text to edit. */
export function filterText(filter: Subscription['filter']): string {
  return filter ? JSON.stringify(filter, null, 2) : '';
}

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

function isObject(value: unknown): value is Filter {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
