import { classNames } from './classNames';
import styles from './SourceBadge.module.css';

/** Who sends: the provider presets as the engine names them. */
export type ProviderName = 'none' | 'github' | 'standard-webhooks' | 'hmac';

/** The name a person knows the provider by. */
export const providerLabel: Record<ProviderName, string> = {
  github: 'GitHub',
  'standard-webhooks': 'Standard Webhooks',
  hmac: 'Generic HMAC',
  none: 'Unverified',
};

const letters: Record<ProviderName, string> = { github: 'GH', 'standard-webhooks': 'SW', hmac: 'HM', none: 'In' };

export interface SourceBadgeProps {
  provider: ProviderName;
  /** Side length: 18 in dense lists, 20 elsewhere. */
  size?: 18 | 20;
  /** The badge stands alone, so it says the provider's name. */
  isAlone?: boolean;
  className?: string | undefined;
}

/** Two letters for where an event came from. */
export function SourceBadge({ provider, size = 20, isAlone = false, className }: SourceBadgeProps) {
  return (
    <span
      className={classNames(styles.badge, size === 18 && styles.small, className)}
      {...(isAlone ? { role: 'img', 'aria-label': providerLabel[provider], title: providerLabel[provider] } : { 'aria-hidden': true })}
    >
      {letters[provider]}
    </span>
  );
}
