import type { ReactElement } from 'react';
import { cloneElement } from 'react';

import styles from './BackLink.module.css';

/** The list an editor belongs to, in front of its title. Takes the router's link as its child. */
export function BackLink({ children }: { children: ReactElement<{ className?: string }> }) {
  return cloneElement(children, { className: styles.back });
}
