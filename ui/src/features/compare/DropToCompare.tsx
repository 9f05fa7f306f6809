import { t } from '@lingui/core/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef, useState } from 'react';

import { deliveryQuery } from '../../data/delivery';
import { Glyph } from '../../design/glyphs';
import styles from './compare.module.css';
import { useFileComparison } from './useFileComparison';

/** Takes a file that is dropped on the part of the page around it, and compares it with the event that is open there. */
export function DropToCompare({ selected }: { selected: string }) {
  const marker = useRef<HTMLSpanElement>(null);
  const client = useQueryClient();
  const compare = useFileComparison();
  const [isOver, setOver] = useState(false);

  const drop = async (file: File) => {
    const eventId = selected.startsWith('evt_') ? selected : (await client.ensureQueryData(deliveryQuery(selected))).event_id;
    compare.mutate({ file, eventId });
  };
  const hear = useEffectEvent((event: DragEvent, area: Element) => {
    const transfer = event.dataTransfer;
    // Several files are no pair: they are received as events, as everywhere else.
    if (!transfer?.types.includes('Files') || transfer.items.length > 1) return;
    if (event.type === 'dragleave') {
      if (!(event.relatedTarget instanceof Node && area.contains(event.relatedTarget))) setOver(false);
      return;
    }
    event.preventDefault();
    setOver(event.type === 'dragover');
    const file = transfer.files[0];
    if (event.type === 'drop' && file) void drop(file);
  });
  useEffect(() => {
    const area = marker.current?.closest('section');
    if (!area) return;
    const kinds = ['dragover', 'dragleave', 'drop'] as const;
    const listen = (event: DragEvent) => hear(event, area);
    for (const kind of kinds) area.addEventListener(kind, listen);
    return () => {
      for (const kind of kinds) area.removeEventListener(kind, listen);
    };
  }, []);
  return (
    <span ref={marker} hidden={!isOver} className={styles.over} aria-hidden>
      <Glyph name="compare" />
      {t`Drop a file to compare it with this event`}
    </span>
  );
}
