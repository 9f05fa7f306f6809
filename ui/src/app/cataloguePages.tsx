import { useNavigate, useSearch } from '@tanstack/react-router';

import { CatalogueScreen, KindScreen, SendPayload } from '../features/catalogue';

/** The screens of the catalogue, with what the address says about them. */
export function CataloguePage() {
  const { part = 'kinds' } = useSearch({ from: '/catalogue' });
  const navigate = useNavigate({ from: '/catalogue' });
  return (
    <CatalogueScreen
      part={part}
      onPartChange={(next) => void navigate({ search: next === 'kinds' ? {} : { part: next }, replace: true })}
    />
  );
}

export function KindPage() {
  const { event_type, source_id } = useSearch({ from: '/catalogue/kind' });
  return <KindScreen key={`${source_id} ${event_type}`} kind={{ event_type, source_id: source_id ?? null }} />;
}

export function SendPayloadPage() {
  const { event_type, provider, number, event_id } = useSearch({ from: '/catalogue/send' });
  return (
    <SendPayload
      key={`${provider} ${event_type} ${number} ${event_id}`}
      eventType={event_type}
      provider={provider}
      number={number ? Number(number) : undefined}
      eventId={event_id}
    />
  );
}
