import type { ReactNode } from 'react';

import { classNames } from './classNames';
import styles from './RowList.module.css';
import { Sparkline, type SparklineProps } from './Sparkline';

/** Rows of a list screen, in one card. */
export function RowList({ children, 'aria-label': label }: { children: ReactNode; 'aria-label': string }) {
  return (
    <ul className={styles.list} aria-label={label}>
      {children}
    </ul>
  );
}

export interface RowProps {
  /** A badge or glyph in front. */
  leading?: ReactNode;
  /** A link; it covers the whole row, so that clicking anywhere opens it. */
  title: ReactNode;
  /** Words right behind the title. */
  status?: ReactNode;
  /** The second line. */
  detail: ReactNode;
  /** Numbers, right-aligned; they move under the text when there is little room. */
  figures?: ReactNode;
  /** Controls of the row itself; clicking them does not open it. */
  controls?: ReactNode;
  isMuted?: boolean;
}

/** One thing of a list screen. */
export function Row({ leading, title, status, detail, figures, controls, isMuted = false }: RowProps) {
  return (
    <li className={classNames(styles.row, isMuted && styles.muted)}>
      <span className={styles.leading}>{leading}</span>
      <div className={styles.text}>
        <div className={styles.first}>
          <span className={styles.title}>{title}</span>
          {status && <span className={styles.status}>{status}</span>}
        </div>
        <div className={styles.detail}>{detail}</div>
      </div>
      {figures && <div className={styles.figures}>{figures}</div>}
      {controls && <div className={styles.controls}>{controls}</div>}
    </li>
  );
}

export interface FigureProps {
  value: ReactNode;
  label: string;
  tone?: 'bad' | undefined;
  /** Room for words such as `18 minutes ago`. */
  isWide?: boolean;
}

/** Counts of a row by the hour; given up first when there is little room. */
export function RowSparkline(props: SparklineProps) {
  return (
    <span className={styles.spark}>
      <Sparkline {...props} />
    </span>
  );
}

/** A number of a row with what it counts. Figures of one kind stand below each other, so their width is fixed. */
export function Figure({ value, label, tone, isWide = false }: FigureProps) {
  return (
    <span className={classNames(styles.figure, isWide && styles.wide)}>
      <span className={classNames(styles.value, tone === 'bad' && styles.bad)}>{value}</span>
      <span className={styles.caption}>{label}</span>
    </span>
  );
}
