import { createContext, use } from 'react';

/** What is looked for in the settings; empty shows all. */
export const SearchContext = createContext('');

/** Whether a setting with these words is among what is looked for. Every word must stand somewhere. */
export function isFound(query: string, words: readonly (string | undefined)[]): boolean {
  const text = words.filter(Boolean).join(' ').toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** Whether to show a setting with these words. */
export function useIsFound(words: readonly (string | undefined)[]): boolean {
  return isFound(use(SearchContext), words);
}
