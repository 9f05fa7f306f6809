/** Lines fetched at a time. */
export const CHUNK_LINES = 200;
/** Height of one line, in pixels; the style sheet says the same. */
export const LINE_HEIGHT = 18;
/** Lines drawn beyond each edge. */
const OVERSCAN_LINES = 20;

export interface LineRange {
  /** Index of the first line drawn. */
  first: number;
  /** One past the last. */
  end: number;
}

/** The lines to draw at a scroll position. */
export function lineRange(scrollTop: number, height: number, totalLines: number): LineRange {
  const firstSeen = Math.floor(Math.max(0, scrollTop) / LINE_HEIGHT);
  const first = Math.min(Math.max(0, firstSeen - OVERSCAN_LINES), Math.max(0, totalLines - 1));
  const end = Math.min(totalLines, Math.ceil((Math.max(0, scrollTop) + height) / LINE_HEIGHT) + OVERSCAN_LINES);
  return { first, end: Math.max(first, end) };
}

/** The first lines of the chunks that hold a range; the very first chunk is always among them, for the totals. */
export function chunksFor({ first, end }: LineRange): number[] {
  const chunks = new Set([0]);
  for (let line = first - (first % CHUNK_LINES); line < end; line += CHUNK_LINES) chunks.add(line);
  return [...chunks];
}
