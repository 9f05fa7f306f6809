export type ExportFormat = 'bundle' | 'har' | 'json_lines' | 'curl';

/** What is exported: events or deliveries by their ids, or all rows of a filter in the words of the API. */
export type ExportWhat =
  | { kind: 'selected'; ids: readonly string[] }
  | { kind: 'filtered'; query: Readonly<Record<string, string | number | undefined>> };

const endings: Record<ExportFormat, string> = {
  bundle: 'tacklebox.jsonl',
  har: 'har',
  json_lines: 'jsonl',
  curl: 'sh',
};

/** Where the API writes it. */
export function exportPath(what: ExportWhat, format: ExportFormat): string {
  const asked = new URLSearchParams({ format });
  if (what.kind === 'selected') asked.set('ids', what.ids.join(','));
  else for (const [name, value] of Object.entries(what.query)) if (value !== undefined && value !== '') asked.set(name, String(value));
  return `/api/v1/exports?${asked.toString()}`;
}

/** A name for the file: `events-2026-11-28-1403.har`. */
export function exportName(format: ExportFormat, now: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return `events-${day}-${two(now.getHours())}${two(now.getMinutes())}.${endings[format]}`;
}
