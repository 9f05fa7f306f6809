import type { ReactNode } from 'react';

const CODE = /`([^`]+)`/;

/** Text of the engine, in which what stands between backticks is code. */
export function CodeWords({ text }: { text: string }): ReactNode {
  return text.split(CODE).map((part, place) => (place % 2 === 1 ? <code key={place}>{part}</code> : part));
}
