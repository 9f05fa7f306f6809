import type { GlyphName } from '../../design/glyphs';
import { countText } from '../../design/formatNumber';
import { type Filter, tokensOf } from './filter';

interface EmptyWords {
  glyph: GlyphName;
  title: string;
  children?: string;
}

/** What an empty list says. An empty list of failures is good news. */
export function emptyWords(filter: Filter, total: number | null): EmptyWords {
  const tokens = tokensOf(filter);
  const [only] = tokens;
  if (!only) return { glyph: 'timeline', title: 'No events yet.' };
  if (tokens.length === 1 && only.field === 'state') {
    if (only.value === 'failed') return { glyph: 'check', title: 'Nothing is failing.' };
    if (only.value === 'dead_letter') return { glyph: 'check', title: 'Nothing gave up.' };
    if (only.value === 'waiting') return { glyph: 'check', title: 'Nothing is waiting.' };
  }
  const hidden = total === null || total === 0 ? {} : { children: hiddenWords(total) };
  return { glyph: 'filter', title: 'No events match.', ...hidden };
}

function hiddenWords(total: number): string {
  return total === 1 ? '1 event is hidden by this filter.' : `${countText(total)} events are hidden by this filter.`;
}
