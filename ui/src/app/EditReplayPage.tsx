import { useNavigate, useParams } from '@tanstack/react-router';

import { EditReplay } from '../features/edit-replay';

/** A delivery that is edited and sent again. */
export function EditReplayPage() {
  const { id } = useParams({ from: '/deliveries/$id/edit' });
  const navigate = useNavigate();
  return <EditReplay id={id} onDelivery={(next) => void navigate({ to: '/timeline', search: { selected: next } })} />;
}
