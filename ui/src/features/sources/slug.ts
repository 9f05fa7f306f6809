import { t } from '@lingui/core/macro';

/** Longest slug the engine takes. */
export const SLUG_LENGTH_MAX = 64;

/** The slug a name suggests: `Shop – Dev` becomes `shop-dev`. */
export function slugFromName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, SLUG_LENGTH_MAX)
    .replace(/^-+|-+$/g, '');
}

/** Why a text is no slug, for the person typing it; null when it is one. Empty is fine: the engine chooses. */
export function slugProblem(slug: string): string | null {
  if (slug === '') return null;
  if (slug.length > SLUG_LENGTH_MAX) return t`At most ${SLUG_LENGTH_MAX} characters.`;
  return /^[a-z0-9_-]+$/.test(slug) ? null : t`Only small letters, digits, - and _.`;
}
