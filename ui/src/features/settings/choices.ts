import type { SelectOption } from '../../design/Select';

/** The usual numbers as choices, in order, with the one that is set even when it is unusual. */
export function choicesOf(
  numbers: readonly number[],
  value: number | null,
  text: (number: number) => string,
): SelectOption<string>[] {
  const all = value === null ? numbers : [...new Set([...numbers, value])].sort((one, other) => one - other);
  return all.map((number) => ({ value: String(number), label: text(number) }));
}
