/** Which rows to draw. All lengths in pixels. */
export interface RowWindow {
  /** Index of the first row drawn. */
  first: number;
  /** How many are drawn. */
  count: number;
}

export interface Viewport {
  /** How far down the list one looks, in the pixels of the whole list. */
  top: number;
  height: number;
  rowHeight: number;
  rowCount: number;
}

/** Rows drawn beyond each edge, so that quick scrolling shows no gap. */
export const OVERSCAN_ROWS = 20;

/** The rows that are in sight, and some more above and below. */
export function rowWindow({ top, height, rowHeight, rowCount }: Viewport): RowWindow {
  const from = Math.max(0, top);
  const firstSeen = Math.min(Math.floor(from / rowHeight), Math.max(0, rowCount - 1));
  const lastSeen = Math.min(Math.ceil((from + height) / rowHeight), rowCount);
  const first = Math.max(0, firstSeen - OVERSCAN_ROWS);
  const end = Math.min(rowCount, lastSeen + OVERSCAN_ROWS);
  return { first, count: Math.max(0, end - first) };
}

/** How far down to look so that a row is wholly in sight; as far as now when it is already. */
export function topFor(index: number, { top, height, rowHeight }: Viewport): number {
  const rowTop = index * rowHeight;
  if (rowTop < top) return rowTop;
  if (rowTop + rowHeight > top + height) return rowTop + rowHeight - height;
  return top;
}

/** Rows a page key moves by: what is in sight, less one to keep one's place. */
export function pageRows({ height, rowHeight }: Viewport): number {
  return Math.max(1, Math.floor(height / rowHeight) - 1);
}

/** The row that keys lead to from a row, or null when the key does not move. `-1` stands for no row yet. */
export function rowAfterKey(key: string, index: number, viewport: Viewport): number | null {
  const last = viewport.rowCount - 1;
  if (last < 0) return null;
  const to = (target: number) => Math.min(last, Math.max(0, target));
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return to(index + 1);
    case 'ArrowUp':
    case 'k':
      return to(index - 1);
    case 'PageDown':
      return to(Math.max(index, 0) + pageRows(viewport));
    case 'PageUp':
      return to(Math.max(index, 0) - pageRows(viewport));
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}
