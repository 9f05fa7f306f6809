import { useEffect, useMemo, useSyncExternalStore } from 'react';

import { api, ask } from '../../data/client';
import { BodyValues, type ValuesOfRow } from './bodyValues';
import { type Column, pathOf } from './columns';

/** The values of bodies that columns show, for the events in sight. */
export function useBodyValues(columns: readonly Column[], eventIds: readonly string[]): ReadonlyMap<string, ValuesOfRow> {
  const shown = columns.filter((column) => pathOf(column) !== null).join('\n');
  const values = useMemo(() => {
    const asked = shown === '' ? [] : (shown.split('\n') as Column[]);
    const paths = asked.map((column) => pathOf(column) ?? '');
    return new BodyValues(asked, async (ids) => {
      const { items } = await ask(api.POST('/api/v1/events/values', { body: { event_ids: [...ids], paths } }));
      return items;
    });
  }, [shown]);
  const wanted = eventIds.join();
  useEffect(() => {
    if (shown !== '' && wanted !== '') values.want(wanted.split(','));
  }, [values, shown, wanted]);
  return useSyncExternalStore(values.subscribe, values.known);
}
