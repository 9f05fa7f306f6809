import { useNavigate } from '@tanstack/react-router';

import type { Mock } from '../../../contract';
import { useDeleteMock } from '../../../data/mocks';
import { DeleteButton, useUndoToast } from '../../../undo';

/** Deletes a mock; the requests that came to it are forgotten, and undoing brings its rules back. */
export function DeleteMock({ mock }: { mock: Mock }) {
  const navigate = useNavigate();
  const sayDeleted = useUndoToast();
  const remove = useDeleteMock(mock.name, async () => {
    await navigate({ to: '/lab' });
    void sayDeleted();
  });
  return <DeleteButton remove={remove} />;
}
