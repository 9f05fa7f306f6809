import { t } from '@lingui/core/macro';

import type { ConfigurationChange } from '../contract';

/** What a change did, in words: “Destination Billing deleted”. */
export function changeWords({ did, noun, name }: Pick<ConfigurationChange, 'did' | 'noun' | 'name'>): string {
  if (noun === 'settings') return t`Settings changed`;
  const what = nounWithName(noun, name);
  if (did === 'added') return t`${what} added`;
  return did === 'deleted' ? t`${what} deleted` : t`${what} changed`;
}

function nounWithName(noun: Exclude<ConfigurationChange['noun'], 'settings'>, name: string): string {
  switch (noun) {
    case 'source':
      return t`Source “${name}”`;
    case 'destination':
      return t`Destination “${name}”`;
    case 'subscription':
      return t`Subscription “${name}”`;
    case 'secret':
      return t`Secret ${name}`;
    case 'provider':
      return t`Provider “${name}”`;
    case 'mock':
      return t`Mock “${name}”`;
    case 'view':
      return t`View “${name}”`;
  }
}
