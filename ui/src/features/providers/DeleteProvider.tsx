import { useNavigate } from '@tanstack/react-router';

import { DeleteButton, useUndoToast } from '../../undo';
import { useDeleteProvider } from './queries';

/** Deletes a provider that nothing uses; undoing brings it back. */
export function DeleteProvider({ slug }: { slug: string }) {
  const navigate = useNavigate();
  const sayDeleted = useUndoToast();
  const remove = useDeleteProvider(slug, async () => {
    await navigate({ to: '/sources/providers' });
    void sayDeleted();
  });
  return <DeleteButton remove={remove} />;
}
