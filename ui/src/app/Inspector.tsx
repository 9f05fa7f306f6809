import { t } from '@lingui/core/macro';
import type { Ref } from 'react';

import type { InspectorTab } from '../features/timeline';
import styles from './Inspector.module.css';
import { later } from '../design/later';
import { WorkspaceFigures } from './WorkspaceFigures';

const DeliveryInspector = later(async () => (await import('../features/delivery')).DeliveryInspector);
const CompareTab = later(async () => (await import('../features/compare')).CompareTab);
const DropToCompare = later(async () => (await import('../features/compare')).DropToCompare);
const EventInspector = later(async () => (await import('../features/event')).EventInspector);
const ReceivedRequest = later(async () => (await import('../features/event')).ReceivedRequest);

interface InspectorProps {
  /** Id of a delivery, or of an event without one. */
  selected: string | null;
  tab: InspectorTab | undefined;
  onTabChange: (tab: InspectorTab) => void;
  onSelect: (id: string | undefined) => void;
  ref?: Ref<HTMLElement>;
}

/** What is open beside the list; the figures of the workspace when nothing is. */
export function Inspector({ selected, tab = 'why', onTabChange, onSelect, ref }: InspectorProps) {
  const close = () => onSelect(undefined);
  return (
    <section ref={ref} tabIndex={-1} className={styles.inspector} aria-label={t`Inspector`}>
      {selected === null ? (
        <WorkspaceFigures />
      ) : selected.startsWith('evt_') ? (
        <EventInspector
          id={selected}
          tab={tab === 'request' || tab === 'compare' ? tab : 'why'}
          onTabChange={onTabChange}
          onDelivery={onSelect}
          compared={(eventId) => <CompareTab eventId={eventId} />}
          onClose={close}
        />
      ) : (
        <DeliveryInspector
          id={selected}
          tab={tab}
          onTabChange={onTabChange}
          onDelivery={onSelect}
          received={(eventId) => <ReceivedRequest eventId={eventId} />}
          compared={(eventId) => <CompareTab eventId={eventId} />}
          onClose={close}
        />
      )}
      {selected !== null && <DropToCompare key={selected} selected={selected} />}
    </section>
  );
}
