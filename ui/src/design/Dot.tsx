import { classNames } from './classNames';
import styles from './Dot.module.css';

export type DotTone = 'good' | 'waiting' | 'bad' | 'off';

/** A small coloured disc beside the word that says the same. */
export function Dot({ tone, className }: { tone: DotTone; className?: string }) {
  return <span aria-hidden className={classNames(styles.dot, styles[tone], className)} />;
}
