import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';

import { problemOf } from '../../data/client';
import { useDestinations } from '../../data/destinations';
import { eventQuery } from '../../data/event';
import { exactTime } from '../../design/exactTime';
import { bytesText } from '../../design/formatBytes';
import { IconButton } from '../../design/IconButton';
import { Menu } from '../../design/Menu';
import { useToast } from '../../design/Toast';
import styles from './compare.module.css';
import { payloadKind } from './pair';
import { attemptQuery, attemptsOfEventQuery, othersOfKindQuery, payloadQuery, takePayload } from './queries';

interface PayloadCardProps {
  side: 'A' | 'B';
  name: string;
  onChange: (name: string) => void;
}

/** Which payload stands on a side, and a menu to put another there. */
export function PayloadCard({ side, name, onChange }: PayloadCardProps) {
  const kind = payloadKind(name);
  const event = useQuery({ ...eventQuery(name), enabled: kind === 'event' }).data;
  const isOfAttempt = kind === 'request' || kind === 'response';
  const attempt = useQuery({ ...attemptQuery(name.replace(/:request$/, '')), enabled: isOfAttempt }).data;
  const file = useQuery({ ...payloadQuery(name), enabled: kind === 'file' }).data;
  const number = attempt?.number ?? 0;
  const title = {
    event: event?.event_type ?? '\u00a0',
    file: file?.file_name ?? t`File`,
    response: attempt ? t`Answer to attempt ${number}` : t`Answer to an attempt`,
    request: attempt ? t`Request of attempt ${number}` : t`Request of an attempt`,
  }[kind];
  const link =
    kind === 'event'
      ? { selected: name }
      : attempt
        ? { selected: attempt.delivery_id, tab: 'attempts' as const }
        : null;
  const facts = [
    event && exactTime(event.received_at_ms),
    event && bytesText(event.body_bytes),
    file && bytesText(file.bytes),
    attempt && exactTime(attempt.started_at_ms),
    attempt?.event_type,
    kind === 'response' && attempt?.status,
    name,
  ];
  return (
    <div className={styles.card}>
      <b className={styles.side}>{side}</b>
      {link ? (
        <Link to="/timeline" search={link} className={styles.cardTitle}>
          {title}
        </Link>
      ) : (
        <span className={styles.cardTitle}>{title}</span>
      )}
      <span className={styles.facts}>{facts.filter(Boolean).join(' · ')}</span>
      <Picker side={side} name={name} eventId={event?.id ?? attempt?.event_id ?? null} onChange={onChange} />
    </div>
  );
}

interface PickerProps extends PayloadCardProps {
  /** The event that it has to do with. */
  eventId: string | null;
}

function Picker({ side, name, eventId, onChange }: PickerProps) {
  const toast = useToast();
  const file = useRef<HTMLInputElement>(null);
  const [isAsked, setAsked] = useState(false);
  const kind = payloadKind(name);
  const isOfAttempt = kind === 'request' || kind === 'response';
  const destinations = useDestinations().data;
  const event = useQuery({ ...eventQuery(eventId ?? ''), enabled: isAsked && eventId !== null && !isOfAttempt }).data;
  const attempts = useQuery({ ...attemptsOfEventQuery(eventId ?? ''), enabled: isAsked && eventId !== null && isOfAttempt }).data;
  const others = useQuery({
    ...othersOfKindQuery(event?.event_type ?? '', event?.source_id ?? null, name),
    enabled: event !== undefined,
  }).data;
  const take = async (taken: File | undefined) => {
    if (!taken) return;
    try {
      onChange(await takePayload(taken));
    } catch (error) {
      toast({ title: problemOf(error).detail, tone: 'failure' });
    }
  };
  return (
    <span className={styles.picker} onFocus={() => setAsked(true)} onPointerEnter={() => setAsked(true)}>
      <Menu
        align="end"
        trigger={<IconButton glyph="chevron-down" label={t`Put another in ${side}`} />}
        entries={[
          ...(others ?? []).map(({ id, event_type, received_at_ms }) => ({
            label: `${event_type} · ${exactTime(received_at_ms)}`,
            onSelect: () => onChange(id),
          })),
          ...(attempts ?? [])
            .map(({ id, number, response, destination_id }) => ({
              name: kind === 'request' ? `${id}:request` : id,
              isThere: kind === 'request' || response !== null,
              label: [destinations?.find((one) => one.id === destination_id)?.name, t`attempt ${number}`, response?.status]
                .filter(Boolean)
                .join(' · '),
            }))
            .filter((one) => one.isThere && one.name !== name)
            .map((one) => ({ label: one.label, onSelect: () => onChange(one.name) })),
          ...(others?.length || attempts?.length ? (['separator'] as const) : []),
          { label: t`A file…`, onSelect: () => file.current?.click() },
        ]}
      />
      <input
        ref={file}
        type="file"
        hidden
        aria-label={t`File for ${side}`}
        onChange={({ currentTarget }) => {
          void take(currentTarget.files?.[0]);
          currentTarget.value = '';
        }}
      />
    </span>
  );
}
