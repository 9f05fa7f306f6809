import { t } from '@lingui/core/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useDeferredValue } from 'react';

import { deliveryQuery } from '../../data/delivery';
import { eventQuery } from '../../data/event';
import { rowsOfKindQuery } from '../../data/timelineRows';
import { exactTime } from '../../design/exactTime';
import { stateGlyph, stateWord } from '../../design/stateWords';
import type { PaletteEntry } from './paletteEntry';

/** Rows of a kind that are shown; the timeline shows the rest. */
const ROWS_MAX = 5;
const TYPED_MIN = 2;
/** A whole id: a prefix and a UUID. */
const EVENT_ID = /^evt_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DELIVERY_ID = /^dlv_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Events and deliveries with the id that was typed, or the newest of the kind. */
export function useFoundRows(typed: string): PaletteEntry[] {
  const text = useDeferredValue(typed.trim());
  const navigate = useNavigate();
  const isEventId = EVENT_ID.test(text);
  const isDeliveryId = DELIVERY_ID.test(text);
  const isId = /^(evt|dlv)_/.test(text);
  const event = useQuery({ ...eventQuery(text), enabled: isEventId, retry: false });
  const delivery = useQuery({ ...deliveryQuery(text), enabled: isDeliveryId, retry: false });
  const rows = useQuery({
    ...rowsOfKindQuery(text, ROWS_MAX),
    enabled: !isId && text.length >= TYPED_MIN,
    placeholderData: keepPreviousData,
  });
  const open = (id: string) => () => void navigate({ to: '/timeline', search: { selected: id } });

  if (isEventId) {
    return event.data
      ? [found(text, event.data.event_type, t`Event of ${exactTime(event.data.received_at_ms)}`, 'timeline', open(text))]
      : [];
  }
  if (isDeliveryId) {
    return delivery.data
      ? [found(text, delivery.data.event_type, stateWord[delivery.data.state], stateGlyph[delivery.data.state], open(text))]
      : [];
  }
  if (isId || text.length < TYPED_MIN) return [];
  return (rows.data ?? []).map((row) =>
    found(row.id, row.event_type, `${stateWord[row.state]} · ${exactTime(row.received_at_ms)}`, stateGlyph[row.state], open(row.id)),
  );
}

function found(id: string, title: string, detail: string, glyph: PaletteEntry['glyph'], run: () => void): PaletteEntry {
  return { id, title, detail, group: 'Events', glyph, isFound: true, run };
}
