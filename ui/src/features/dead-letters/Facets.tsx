import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';

import type { DeadLetterFacets } from '../../contract';
import { useDestinations } from '../../data/destinations';
import { classNames } from '../../design/classNames';
import { countText } from '../../design/formatNumber';
import { localFormat } from '../../design/localFormat';
import styles from './deadLetters.module.css';
import { reasonText } from './reasonWords';
import type { DeadLetterSearch } from './search';

/** Values of one facet shown at once. */
const SHOWN = 8;
const day = localFormat(
  (locale) => new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short' }),
  'en-GB',
);

interface FacetsProps {
  facets: DeadLetterFacets;
  search: DeadLetterSearch;
  onChange: (part: Partial<DeadLetterSearch>) => void;
}

/** What dead letters have in common, with how many of each; a click asks for those, a second one for all again. */
export function Facets({ facets, search, onChange }: FacetsProps) {
  const names = new Map((useDestinations().data ?? []).map(({ id, name }) => [id, name]));
  return (
    <nav className={styles.facets} aria-label={t`Facets`}>
      <Facet
        title={<Trans>Destination</Trans>}
        values={facets.destinations.map(({ value, deliveries }) => ({
          key: value,
          label: names.get(value) ?? t`A deleted destination`,
          deliveries,
          isChosen: search.destination_id === value,
          choose: { destination_id: value },
          clear: { destination_id: undefined },
        }))}
        onChange={onChange}
      />
      <Facet
        title={<Trans>Type</Trans>}
        values={facets.event_types.map(({ value, deliveries }) => ({
          key: value,
          label: value,
          deliveries,
          isChosen: search.event_type === value,
          choose: { event_type: value },
          clear: { event_type: undefined },
        }))}
        onChange={onChange}
      />
      <Facet
        title={<Trans>Reason</Trans>}
        values={facets.reasons.map(({ value, deliveries }) => ({
          key: value,
          label: reasonText(value),
          deliveries,
          isChosen: search.reason === value,
          choose: { reason: value },
          clear: { reason: undefined },
        }))}
        onChange={onChange}
      />
      <Facet
        title={<Trans>Received</Trans>}
        values={facets.days.map(({ received_from_ms, received_until_ms, deliveries }) => ({
          key: String(received_from_ms),
          label: day().format(received_from_ms),
          deliveries,
          isChosen: search.from === String(received_from_ms),
          choose: { from: String(received_from_ms), until: String(received_until_ms) },
          clear: { from: undefined, until: undefined },
        }))}
        onChange={onChange}
      />
    </nav>
  );
}

/** Parts of an address; `undefined` takes one away. */
type Change = { [Key in keyof DeadLetterSearch]?: DeadLetterSearch[Key] | undefined };

interface Value {
  key: string;
  label: string;
  deliveries: number;
  isChosen: boolean;
  choose: Change;
  clear: Change;
}

function Facet({ title, values, onChange }: { title: ReactNode; values: readonly Value[]; onChange: FacetsProps['onChange'] }) {
  if (values.length === 0) return null;
  const chosen = values.find(({ isChosen }) => isChosen);
  const shown = values.slice(0, SHOWN);
  const all = chosen && !shown.includes(chosen) ? [...shown, chosen] : shown;
  const more = countText(values.length - all.length);
  return (
    <section>
      <h2>{title}</h2>
      <ul>
        {all.map(({ key, label, deliveries, isChosen, choose, clear }) => (
          <li key={key}>
            <button
              type="button"
              aria-pressed={isChosen}
              title={label}
              className={classNames(styles.facet, isChosen && styles.chosen)}
              onClick={() => onChange((isChosen ? clear : choose) as Partial<DeadLetterSearch>)}
            >
              <span>{label}</span>
              <span className={styles.count}>{countText(deliveries)}</span>
            </button>
          </li>
        ))}
        {values.length > all.length && <li className="t3">{t`${more} more`}</li>}
      </ul>
    </section>
  );
}
