import { t } from '@lingui/core/macro';

/** Conditions on the type, headers and body of a request, as the engine reads them. */
export type Filter = Record<string, unknown>;

/** What was typed as a filter: nothing, a JSON object, or something else. */
export type TypedFilter = { filter: Filter | null } | { problem: string };

/** Reads a filter as typed. What its conditions mean is for the engine to judge. */
export function parseFilter(text: string): TypedFilter {
  if (!text.trim()) return { filter: null };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : t`it cannot be read`;
    return { problem: t`This is no JSON: ${why}.` };
  }
  return isObject(value) ? { filter: value } : { problem: t`A filter stands in braces: { "body": … }.` };
}

/** A stored filter as text to edit. */
export function filterText(filter: Filter | null): string {
  return filter ? JSON.stringify(filter, null, 2) : '';
}

function isObject(value: unknown): value is Filter {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
