import type { Viewport } from './window';

/*
 * A list of a million rows is higher than browsers let an element be. The scrolled element is lower then, and where it
 * is scrolled to is mapped to a place in the list: the bar, dragged, leads to the same share of both; wheels and
 * fingers move by real pixels, from wherever one is.
 */

/** As high as an element may safely be, in every browser. */
export const HEIGHT_MAX = 8_000_000;
/** A step longer than this many screens was a drag of the bar, or a click on it. */
const DRAG_SCREENS = 3;

/** Where one is. */
export interface Place {
  /** The scrolled element's `scrollTop`. */
  scrollTop: number;
  /** How far down the list that is. */
  top: number;
}

/** The height of the scrolled element's content. */
export function contentHeight({ rowCount, rowHeight }: Viewport): number {
  return Math.min(rowCount * rowHeight, HEIGHT_MAX);
}

/** Where one is after the element was scrolled. */
export function afterScroll(place: Place, scrollTop: number, viewport: Viewport): Place {
  const { height } = viewport;
  if (!isMapped(viewport)) return { scrollTop, top: scrollTop };
  const [end, listEnd] = ends(viewport);
  if (scrollTop <= 0) return { scrollTop, top: 0 };
  if (scrollTop >= end) return { scrollTop, top: listEnd };
  const step = scrollTop - place.scrollTop;
  if (Math.abs(step) > height * DRAG_SCREENS) return { scrollTop, top: (scrollTop / end) * listEnd };
  return { scrollTop, top: Math.min(listEnd, Math.max(0, place.top + step)) };
}

/** Where the element is to be scrolled to so that one is that far down the list. */
export function placeAt(top: number, viewport: Viewport): Place {
  const [end, listEnd] = ends(viewport);
  const within = Math.min(Math.max(top, 0), listEnd);
  if (!isMapped(viewport)) return { scrollTop: within, top: within };
  return { scrollTop: listEnd === 0 ? 0 : (within / listEnd) * end, top: within };
}

/**
 * The same place in the list, with the bar where it belongs: small steps move it away from there. Needed before it
 * comes to an end of its way that is no end of the list; null when that is far.
 */
export function recentred(place: Place, viewport: Viewport): Place | null {
  if (!isMapped(viewport)) return null;
  const [end, listEnd] = ends(viewport);
  const near = viewport.height * 2;
  const isNearTop = place.scrollTop < near && place.top > place.scrollTop;
  const isNearEnd = end - place.scrollTop < near && listEnd - place.top > end - place.scrollTop;
  if (!isNearTop && !isNearEnd) return null;
  const to = placeAt(place.top, viewport);
  // The proportional place can be as near to the end as this one; then there must be room for the steps that remain.
  if (isNearTop) return { ...to, scrollTop: Math.max(to.scrollTop, Math.min(place.top, near * 2)) };
  return { ...to, scrollTop: Math.min(to.scrollTop, end - Math.min(listEnd - place.top, near * 2)) };
}

function isMapped(viewport: Viewport): boolean {
  return viewport.rowCount * viewport.rowHeight > HEIGHT_MAX;
}

/** How far the element, and how far the list, can be scrolled. */
function ends(viewport: Viewport): [number, number] {
  const { rowCount, rowHeight, height } = viewport;
  return [Math.max(0, contentHeight(viewport) - height), Math.max(0, rowCount * rowHeight - height)];
}
