import type { ReactNode } from 'react';

import { classNames } from './classNames';
import styles from './glyphs.module.css';

/*
 * Drawn on a 14 × 14 grid with a 1.8 stroke. The state glyphs differ in silhouette, not only in colour,
 * so that a list stays readable without seeing red and green.
 */
const drawings = {
  delivered: <path d="M2.5 7.5l3 3 6-7" />,
  retrying: <path d="M12 7a5 5 0 1 1-1.5-3.6M12 1.5V4h-2.6" />,
  dead_letter: (
    <>
      <rect x="1.8" y="1.8" width="10.4" height="10.4" rx="2" />
      <path d="M5 5l4 4M9 5L5 9" />
    </>
  ),
  sending: (
    <>
      <circle cx="7" cy="7" r="5" opacity=".35" />
      <path d="M7 2a5 5 0 0 1 5 5" />
    </>
  ),
  queued: <circle cx="7" cy="7" r="4.6" />,
  held: <path d="M5 3v8M9 3v8" />,
  cancelled: <path d="M2.6 7h8.8" />,
  unrouted: (
    <>
      <circle cx="7" cy="7" r="5" />
      <path d="M3.5 10.5l7-7" />
    </>
  ),
  rejected: (
    <>
      <path d="M7 1.6l4.6 1.7v3.4c0 2.6-1.8 4.6-4.6 5.7-2.8-1.1-4.6-3.1-4.6-5.7V3.3z" />
      <path d="M5.6 5.4l2.8 2.8M8.4 5.4L5.6 8.2" />
    </>
  ),

  undo: <path d="M5 2.6L2.4 5.2 5 7.8M2.6 5.2h6a3 3 0 0 1 0 6H5.4" />,
  redo: <path d="M9 2.6l2.6 2.6L9 7.8M11.4 5.2h-6a3 3 0 0 0 0 6h3.2" />,

  timeline: <path d="M2 3.5h10M2 7h10M2 10.5h6" />,
  failed: (
    <>
      <circle cx="7" cy="7" r="5.2" />
      <path d="M7 4.2v3.2M7 9.7v.1" />
    </>
  ),
  waiting: (
    <>
      <circle cx="7" cy="7" r="5.2" />
      <path d="M7 4v3.2l2.1 1.3" />
    </>
  ),
  issue: (
    <>
      <path d="M7 1.8l5.4 9.6H1.6z" />
      <path d="M7 5.6v2.6" />
    </>
  ),
  subscription: (
    <>
      <circle cx="3.2" cy="7" r="1.8" />
      <circle cx="10.8" cy="3.2" r="1.8" />
      <circle cx="10.8" cy="10.8" r="1.8" />
      <path d="M4.8 6.2l4.4-2.2M4.8 7.8l4.4 2.2" />
    </>
  ),
  source: <path d="M7 1.8v7M4 6l3 3 3-3M2 12h10" />,
  destination: <path d="M7 9V2M4 5l3-3 3 3M2 12h10" />,
  catalogue: <path d="M7 3.4C5.8 2.5 4.3 2.2 1.8 2.2v8.6c2.5 0 4 .3 5.2 1.2 1.2-.9 2.7-1.2 5.2-1.2V2.2c-2.5 0-4 .3-5.2 1.2zM7 3.4V12" />,
  lab: <path d="M5.4 1.8v3.6L2.3 10.6a1 1 0 0 0 .9 1.6h7.6a1 1 0 0 0 .9-1.6L8.6 5.4V1.8M4.2 1.8h5.6M4 8.6h6" />,
  settings: (
    <>
      <circle cx="7" cy="7" r="2" />
      <path d="M7 1.5v1.6M7 10.9v1.6M1.5 7h1.6M10.9 7h1.6M3.1 3.1l1.1 1.1M9.8 9.8l1.1 1.1M10.9 3.1L9.8 4.2M4.2 9.8l-1.1 1.1" />
    </>
  ),
  hook: <path d="M9 2.2a1.4 1.4 0 1 1-2.8 0M7.6 3.6v5.6a2.7 2.7 0 1 1-5.4 0l2 1" />,

  play: <path d="M4 2.5l7 4.5-7 4.5z" />,
  compare: <path d="M4 2v10M10 2v10M1.8 4.2h4.4M7.8 9.8h4.4" />,
  copy: (
    <>
      <rect x="4.5" y="4.5" width="7.5" height="7.5" rx="1.5" />
      <path d="M9.5 4.5V3A1.2 1.2 0 0 0 8.3 1.8H3A1.2 1.2 0 0 0 1.8 3v5.3A1.2 1.2 0 0 0 3 9.5h1.5" />
    </>
  ),
  plus: <path d="M7 2.5v9M2.5 7h9" />,
  search: (
    <>
      <circle cx="6" cy="6" r="4" />
      <path d="M9 9l3.2 3.2" />
    </>
  ),
  pencil: <path d="M9.2 2.4l2.4 2.4-6.8 6.8H2.4V9.2z" />,
  close: <path d="M3.2 3.2l7.6 7.6M10.8 3.2l-7.6 7.6" />,
  'arrow-up': <path d="M7 12V2.4M3.4 6L7 2.4 10.6 6" />,
  'arrow-down': <path d="M7 2v9.6M3.4 8L7 11.6 10.6 8" />,
  'chevron-down': <path d="M3.5 5.3L7 8.8l3.5-3.5" />,
  'chevron-right': <path d="M5.3 3.5L8.8 7l-3.5 3.5" />,
  'chevron-left': <path d="M8.7 3.5L5.2 7l3.5 3.5" />,
  'arrow-right': <path d="M2 7h10M8.4 3.4L12 7l-3.6 3.6" />,
  external: <path d="M8 2h4v4M12 2L6.6 7.4M10 8.6v2.2A1.2 1.2 0 0 1 8.8 12H3.2A1.2 1.2 0 0 1 2 10.8V5.2A1.2 1.2 0 0 1 3.2 4h2.2" />,
  trash: <path d="M2 3.6h10M5.2 3.6V2h3.6v1.6M3.2 3.6l.6 8.4h6.4l.6-8.4M5.8 6.2v3.4M8.2 6.2v3.4" />,
  eye: (
    <>
      <path d="M1.2 7C2.6 4.4 4.6 3.1 7 3.1S11.4 4.4 12.8 7c-1.4 2.6-3.4 3.9-5.8 3.9S2.6 9.6 1.2 7z" />
      <circle cx="7" cy="7" r="1.6" />
    </>
  ),
  'eye-off': (
    <>
      <path d="M1.2 7C2.6 4.4 4.6 3.1 7 3.1S11.4 4.4 12.8 7c-1.4 2.6-3.4 3.9-5.8 3.9S2.6 9.6 1.2 7z" />
      <path d="M2.6 11.6l8.8-9.2" />
    </>
  ),
  save: <path d="M7 2v6.2M4.2 5.6L7 8.4l2.8-2.8M2 9.4v1.8a.9.9 0 0 0 .9.9h8.2a.9.9 0 0 0 .9-.9V9.4" />,
  wrap: <path d="M2 3.4h10M2 7h8a2 2 0 0 1 0 4H7.4M8.8 9.2L7 11l1.8 1.8M2 10.6h2.4" />,
  check: <path d="M2.5 7.5l3 3 6-7" />,
  minus: <path d="M3 7h8" />,
  warning: (
    <>
      <path d="M7 1.8l5.4 9.6H1.6z" />
      <path d="M7 5.4v2.4M7 9.7v.1" />
    </>
  ),
  info: (
    <>
      <circle cx="7" cy="7" r="5.2" />
      <path d="M7 6.6v3.2M7 4.3v.1" />
    </>
  ),
  pause: <path d="M5 3v8M9 3v8" />,
  bolt: <path d="M7.8 1.4L3 8h3.4l-.6 4.6L10.8 6H7.3z" />,
  key: (
    <>
      <circle cx="4.4" cy="9.6" r="2.6" />
      <path d="M6.3 7.7l5.3-5.3M9.4 4.6l2 2" />
    </>
  ),
  shield: (
    <>
      <path d="M7 1.6l4.6 1.7v3.4c0 2.6-1.8 4.6-4.6 5.7-2.8-1.1-4.6-3.1-4.6-5.7V3.3z" />
      <path d="M5 6.8l1.5 1.5L9.2 5.4" />
    </>
  ),
  filter: <path d="M1.8 3h10.4M3.8 7h6.4M5.8 11h2.4" />,
  more: <path d="M3 7h.01M7 7h.01M11 7h.01" />,
} satisfies Record<string, ReactNode>;

/** Every glyph the app can draw. */
export type GlyphName = keyof typeof drawings;

export interface GlyphProps {
  name: GlyphName;
  /** Side length in pixels; 14 is the size it was drawn for. */
  size?: number;
  className?: string | undefined;
  /** What a screen reader says; without it the glyph is decoration beside a word. */
  label?: string;
}

/** One line drawing in the colour of the text around it. */
export function Glyph({ name, size = 14, className, label }: GlyphProps) {
  return (
    <svg
      className={classNames(styles.glyph, className)}
      viewBox="0 0 14 14"
      width={size}
      height={size}
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
    >
      {drawings[name]}
    </svg>
  );
}
