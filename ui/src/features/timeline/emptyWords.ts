import { t } from '@lingui/core/macro';

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
  if (!only) return { glyph: 'timeline', title: t`No events yet.` };
  if (tokens.length === 1 && only.field === 'state') {
    if (only.value === 'failed') return { glyph: 'check', title: t`Nothing is failing.` };
    if (only.value === 'dead_letter') return { glyph: 'check', title: t`Nothing gave up.` };
    if (only.value === 'waiting') return { glyph: 'check', title: t`Nothing is waiting.` };
  }
  const hidden = total === null || total === 0 ? {} : { children: hiddenWords(total) };
  return { glyph: 'filter', title: t`No events match.`, ...hidden };
}

function hiddenWords(total: number): string {
  const count = countText(total);
  return total === 1 ? t`1 event is hidden by this filter.` : t`${count} events are hidden by this filter.`;
}
