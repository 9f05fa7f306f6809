import { classNames } from './classNames';
import styles from './SourceBadge.module.css';

/** Who sends: the slug of a provider. */
export type ProviderName = string;

const labels: Record<string, string> = {
  github: 'GitHub',
  'standard-webhooks': 'Standard Webhooks',
  hmac: 'Generic HMAC',
  none: 'Unverified',
};

/** The name a person knows the provider by. */
export function providerLabel(provider: ProviderName): string {
  return labels[provider] ?? provider;
}

const letters: Record<string, string> = { github: 'GH', 'standard-webhooks': 'SW', hmac: 'HM', none: 'In' };

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
      {...(isAlone ? { role: 'img', 'aria-label': providerLabel(provider), title: providerLabel(provider) } : { 'aria-hidden': true })}
    >
      {letters[provider] ?? provider.slice(0, 2)}
    </span>
  );
}
