/** Two texts up to where they differ, and what follows. */
export interface Split {
  same: string;
  rest: string;
}

/** Where `text` stops being the same as `other`. */
export function firstDifference(text: string, other: string): Split {
  let end = 0;
  while (end < text.length && text[end] === other[end]) end += 1;
  return { same: text.slice(0, end), rest: text.slice(end) };
}
