import { classNames } from './classNames';
import { providerLabel, providerLetters } from './providerNames';
import styles from './SourceBadge.module.css';

export interface SourceBadgeProps {
  /** Who sends: the slug of a provider. */
  provider: string;
  /** Side length: 18 in dense lists, 20 elsewhere. */
  size?: 18 | 20;
  /** The badge stands alone, so it says the provider's name. */
  isAlone?: boolean;
  className?: string | undefined;
}

/** Two letters for where an event came from. */
export function SourceBadge({ provider, size = 20, isAlone = false, className }: SourceBadgeProps) {
  const label = providerLabel(provider);
  return (
    <span
      className={classNames(styles.badge, size === 18 && styles.small, className)}
      {...(isAlone ? { role: 'img', 'aria-label': label, title: label } : { 'aria-hidden': true })}
    >
      {providerLetters(provider)}
    </span>
  );
}
