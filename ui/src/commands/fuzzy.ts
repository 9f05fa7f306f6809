/** How well a text fits what was typed, and which of its letters were meant. */
export interface Fit {
  /** The higher, the better. */
  score: number;
  /** Indexes of the letters that fit, ascending. */
  letters: number[];
}

const START_OF_TEXT = 8;
const START_OF_WORD = 6;
const NEXT_TO_THE_LAST = 5;
const WHOLE_WORD = 12;

/**
 * Fits every word of `query` somewhere into `text`, its letters in order but not side by side: `nsub` fits
 * "New subscription". `null` when a word does not fit.
 */
export function fitOf(query: string, text: string): Fit | null {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const letters = new Set<number>();
  let score = 0;
  for (const word of words) {
    const fit = fitOfWord(word, text.toLowerCase());
    if (!fit) return null;
    score += fit.score;
    for (const letter of fit.letters) letters.add(letter);
  }
  // Of two texts that fit alike, the shorter says less that was not asked for.
  return { score: score - text.length / 100, letters: [...letters].sort((one, other) => one - other) };
}

function fitOfWord(word: string, text: string): Fit | null {
  let best = wholeFit(word, text);
  for (let start = text.indexOf(word.charAt(0)); start >= 0; start = text.indexOf(word.charAt(0), start + 1)) {
    const fit = fitFrom(start, word, text);
    if (fit && (!best || fit.score > best.score)) best = fit;
  }
  return best;
}

/** The word as it stands, at the start of a word if it can be. */
function wholeFit(word: string, text: string): Fit | null {
  let found = -1;
  for (let start = text.indexOf(word); start >= 0; start = text.indexOf(word, start + 1)) {
    if (found < 0 || startBonus(text, start) > startBonus(text, found)) found = start;
  }
  if (found < 0) return null;
  const letters = Array.from({ length: word.length }, (_, index) => found + index);
  // Two letters stand side by side anywhere by chance.
  const isMeant = word.length > 2 || startBonus(text, found) > 0;
  const score = word.length + (word.length - 1) * NEXT_TO_THE_LAST + startBonus(text, found) + (isMeant ? WHOLE_WORD : 0);
  return { score, letters };
}

/** Letter by letter from one place on; a letter that begins a word is taken before one that comes sooner. */
function fitFrom(start: number, word: string, text: string): Fit | null {
  const letters = [start];
  let score = 1 + startBonus(text, start);
  for (const letter of word.slice(1)) {
    const last = letters.at(-1) ?? start;
    const soonest = text.indexOf(letter, last + 1);
    if (soonest < 0) return null;
    const atWord = soonest === last + 1 ? soonest : wordStartWith(letter, text, last + 1);
    const next = atWord >= 0 && canFollow(word.slice(letters.length + 1), text, atWord) ? atWord : soonest;
    score += 1 + (next === last + 1 ? NEXT_TO_THE_LAST : startBonus(text, next));
    letters.push(next);
  }
  // Letters strewn over a whole text fit nothing a person meant.
  const gaps = (letters.at(-1) ?? start) - start + 1 - word.length;
  return score > gaps ? { score: score - gaps / 2, letters } : null;
}

function wordStartWith(letter: string, text: string, from: number): number {
  for (let index = text.indexOf(letter, from); index >= 0; index = text.indexOf(letter, index + 1)) {
    if (startBonus(text, index) > 0) return index;
  }
  return -1;
}

function canFollow(rest: string, text: string, after: number): boolean {
  let index = after;
  for (const letter of rest) {
    index = text.indexOf(letter, index + 1);
    if (index < 0) return false;
  }
  return true;
}

function startBonus(text: string, index: number): number {
  if (index === 0) return START_OF_TEXT;
  return /[^a-z0-9]/.test(text.charAt(index - 1)) ? START_OF_WORD : 0;
}
