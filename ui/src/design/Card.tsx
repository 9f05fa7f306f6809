import type { HTMLAttributes } from 'react';

import { classNames } from './classNames';
import styles from './Card.module.css';

/** A raised box with a thin border. */
export function Card({ className, ...rest }: HTMLAttributes<HTMLDivElement>) {
  return <div {...rest} className={classNames(styles.card, className)} />;
}
