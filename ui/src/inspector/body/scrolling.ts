/** Height of one line, in pixels; the style sheet says the same. */
export const LINE_HEIGHT = 18;
/** No element is made higher: browsers lose exactness beyond. */
export const HEIGHT_MAX = 8_000_000;
/** Lines drawn beyond each edge. */
const OVERSCAN_LINES = 20;
/** A larger step than so many views is the bar being dragged. */
const DRAG_VIEWS = 3;

/** Where a view stands in a list that may be longer than any element can be. */
export interface Place {
  /** Of the element. */
  scrollTop: number;
  /** What is at the upper edge, in pixels of the whole list. */
  top: number;
}

export interface Lengths {
  /** Of the whole list. */
  whole: number;
  /** Of the view. */
  view: number;
}

export interface LineRange {
  /** Index of the first line drawn. */
  first: number;
  /** One past the last. */
  end: number;
}

/** How high the scrolled element is. */
export function elementHeight(whole: number): number {
  return Math.min(whole, HEIGHT_MAX);
}

/**
 * Where the view stands after the element was scrolled. A dragged bar goes through the whole list in proportion; a wheel
 * or a key moves by its own pixels, and the element is set back when it would end before the list does.
 */
export function scrolled(before: Place, scrollTop: number, { whole, view }: Lengths): Place {
  if (whole <= HEIGHT_MAX) return { scrollTop, top: scrollTop };
  const room = HEIGHT_MAX - view;
  const step = scrollTop - before.scrollTop;
  if (Math.abs(step) > view * DRAG_VIEWS || scrollTop <= 0 || scrollTop >= room) {
    const isStep = Math.abs(step) <= view * DRAG_VIEWS;
    const top = clamp(isStep ? before.top + step : (scrollTop / room) * (whole - view), whole - view);
    return { scrollTop: elementTop(top, { whole, view }), top };
  }
  return { scrollTop, top: clamp(before.top + step, whole - view) };
}

/** The place at which a pixel of the list is at the upper edge. */
export function placeAt(top: number, lengths: Lengths): Place {
  const clamped = clamp(top, lengths.whole - lengths.view);
  return { scrollTop: elementTop(clamped, lengths), top: clamped };
}

function elementTop(top: number, { whole, view }: Lengths): number {
  return whole <= HEIGHT_MAX ? top : Math.round((top / (whole - view)) * (HEIGHT_MAX - view));
}

function clamp(value: number, most: number): number {
  return Math.max(0, Math.min(value, most));
}

/** Heights of lines, of which all are one line high but those that were seen to be higher. */
export interface Heights {
  total: number;
  /** By line; what it has more than `LINE_HEIGHT`. */
  extra: ReadonlyMap<number, number>;
}

export function wholeHeight({ total, extra }: Heights): number {
  let height = total * LINE_HEIGHT;
  for (const more of extra.values()) height += more;
  return height;
}

/** Where a line begins. */
export function offsetOf(line: number, { extra }: Heights): number {
  let offset = line * LINE_HEIGHT;
  for (const [index, more] of extra) if (index < line) offset += more;
  return offset;
}

/** The line at a pixel. */
export function lineAt(pixel: number, heights: Heights): number {
  const higher = [...heights.extra].sort(([one], [other]) => one - other);
  let passed = 0;
  for (const [index, more] of higher) {
    const start = index * LINE_HEIGHT + passed;
    if (pixel < start) break;
    if (pixel < start + LINE_HEIGHT + more) return index;
    passed += more;
  }
  return Math.min(Math.max(0, heights.total - 1), Math.max(0, Math.floor((pixel - passed) / LINE_HEIGHT)));
}

/** The lines to draw, and where the first of them stands in the element. */
export function drawn(place: Place, view: number, heights: Heights): LineRange & { offset: number } {
  const first = Math.max(0, lineAt(place.top, heights) - OVERSCAN_LINES);
  const end = Math.min(heights.total, lineAt(place.top + view, heights) + 1 + OVERSCAN_LINES);
  return { first, end: Math.max(first, end), offset: place.scrollTop + offsetOf(first, heights) - place.top };
}

/** The first lines of the chunks that hold a range. */
export function chunksFor({ first, end }: LineRange, size: number): number[] {
  const chunks = [];
  for (let line = first - (first % size); line < end; line += size) chunks.push(line);
  return chunks;
}
