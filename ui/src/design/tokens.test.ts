import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

/** The least contrast of text on what it stands on (WCAG 2.2, 1.4.3). */
const TEXT_CONTRAST_MIN = 4.5;
/** The least contrast of what bounds a control (WCAG 2.2, 1.4.11). */
const CONTROL_CONTRAST_MIN = 3;

type Tokens = Map<string, string>;

const sheet = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const light = tokensOf(/^ {2}:root \{(.*?)^ {2}\}/ms);
const darkBySystem = tokensOf(/:root:not\(\[data-theme='light'\]\) \{(.*?)\}/s);
const darkByChoice = tokensOf(/:root\[data-theme='dark'\] \{(.*?)\}/s);
const blackOnWhite = tokensOf(/^ {2}:root\[data-theme='high_contrast'\] \{(.*?)^ {2}\}/ms);
const whiteOnBlack = tokensOf(/^ {4}:root\[data-theme='high_contrast'\] \{(.*?)^ {4}\}/ms);

function tokensOf(block: RegExp): Tokens {
  const body = block.exec(sheet)?.[1];
  if (body === undefined) throw new Error(`tokens.css has no block ${block}`);
  return new Map([...body.matchAll(/--([\w-]+): (.*?);/g)].map((match) => [match[1] ?? '', match[2] ?? '']));
}

/** Relative luminance of an opaque `oklch(l c h)`, by way of Oklab and linear sRGB. */
function luminance(tokens: Tokens, name: string): number {
  const match = /^oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)$/.exec(tokens.get(name) ?? '');
  if (!match) throw new Error(`--${name} is no opaque oklch colour`);
  const [l, chroma, hue] = [Number(match[1]), Number(match[2]), (Number(match[3]) * Math.PI) / 180];
  const [a, b] = [chroma * Math.cos(hue), chroma * Math.sin(hue)];
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const middle = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clamp = (value: number) => Math.min(1, Math.max(0, value));
  const red = clamp(4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short);
  const green = clamp(-1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short);
  const blue = clamp(-0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(tokens: Tokens, one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(tokens, one), luminance(tokens, other)].toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

const states = ['queued', 'sending', 'delivered', 'retrying', 'dead', 'held', 'replay'];

describe.each([
  ['light', light],
  ['dark', darkByChoice],
  ['black on white', blackOnWhite],
  ['white on black', whiteOnBlack],
])('the %s theme', (_name, tokens) => {
  it.each(['text', 'text-2', 'text-3'])('%s reads on every background', (text) => {
    for (const background of ['bg', 'surface', 'raised', 'hover', 'selected']) {
      expect(contrast(tokens, text, background), `${text} on ${background}`).toBeGreaterThanOrEqual(TEXT_CONTRAST_MIN);
    }
  });

  it.each(states)('the state %s reads on lists, cards and its own tint', (state) => {
    for (const background of ['bg', 'surface', 'raised', `${state}-tint`]) {
      expect(contrast(tokens, state, background), `${state} on ${background}`).toBeGreaterThanOrEqual(TEXT_CONTRAST_MIN);
    }
  });

  it('has readable main buttons, visible focus and visible fields', () => {
    expect(contrast(tokens, 'on-accent', 'accent')).toBeGreaterThanOrEqual(TEXT_CONTRAST_MIN);
    expect(contrast(tokens, 'on-accent', 'accent-hover')).toBeGreaterThanOrEqual(TEXT_CONTRAST_MIN);
    expect(contrast(tokens, 'accent', 'bg')).toBeGreaterThanOrEqual(CONTROL_CONTRAST_MIN);
    expect(contrast(tokens, 'border-strong', 'bg')).toBeGreaterThanOrEqual(CONTROL_CONTRAST_MIN);
  });
});

it('is as dark by the system’s wish as by choice', () => {
  expect(Object.fromEntries(darkBySystem)).toEqual(Object.fromEntries(darkByChoice));
});

describe.each([
  ['black on white', blackOnWhite],
  ['white on black', whiteOnBlack],
])('high contrast, %s', (_name, tokens) => {
  it('reads at 7:1 and more (WCAG 2.2, 1.4.6), and shows every edge', () => {
    for (const text of ['text', 'text-2', 'text-3', ...states]) {
      for (const background of ['bg', 'surface', 'raised']) {
        expect(contrast(tokens, text, background), `${text} on ${background}`).toBeGreaterThanOrEqual(7);
      }
    }
    for (const edge of ['border', 'border-strong', 'accent']) {
      expect(contrast(tokens, edge, 'bg'), edge).toBeGreaterThanOrEqual(CONTROL_CONTRAST_MIN);
    }
  });
});

it('names the same colours in all themes', () => {
  const colours = [...light].filter(([, value]) => value.includes('oklch')).map(([name]) => name);
  for (const theme of [darkByChoice, blackOnWhite, whiteOnBlack]) {
    expect([...theme.keys()].toSorted()).toEqual(colours.toSorted());
  }
});
