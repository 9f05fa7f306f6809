/*
 * A value of a body as the filter of the timeline names it: `data.object.id=cus_1`, the way to it and what stands there.
 */

/** A longer value is no help in finding others. */
export const VALUE_LENGTH_MAX = 500;

/** A way of names and places, in which `=` may only stand in quotes, and the value. */
const PATH_AND_VALUE = /^((?:\["(?:[^"\\]|\\.)*"\]|[^=])+)=(.*)$/s;

/** What the API is asked for; null when the text names no value. */
export function readBodyValue(text: string): { body_path: string; body_value: string } | null {
  const [, path, value] = PATH_AND_VALUE.exec(text) ?? [];
  return path && value !== undefined ? { body_path: path.trim(), body_value: value } : null;
}

/** The text for a value as it is written in JSON; null for one that is not to be looked for: a list, an object, a long text. */
export function bodyValueText(path: string, written: string): string | null {
  if (written.length > VALUE_LENGTH_MAX || /^[[{]/.test(written)) return null;
  return `${path.replace(/^\$\.?/, '')}=${written.startsWith('"') ? contentOf(written) : written}`;
}

function contentOf(written: string): string {
  try {
    return String(JSON.parse(written));
  } catch {
    return written;
  }
}
