import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import type { Mock } from '../../../contract';
import { problemOf } from '../../../data/client';
import { useDeleteMock } from '../../../data/mocks';
import { Button } from '../../../design/Button';
import { ConfirmDialog } from '../../../design/ConfirmDialog';

/** Deletes a mock after asking. */
export function DeleteMock({ mock }: { mock: Mock }) {
  const [isAsking, setAsking] = useState(false);
  const navigate = useNavigate();
  const remove = useDeleteMock(mock.name, () => navigate({ to: '/lab' }));
  return (
    <>
      <Button variant="ghost" glyph="trash" onClick={() => setAsking(true)}>
        Delete
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={`Delete ${mock.name}?`}
        consequences={`${mock.url} answers 404 from then on, and the requests that came to it are forgotten. Destinations that lead to it stay.`}
        verb="Delete mock"
        isBusy={remove.isPending}
        problem={remove.error && problemOf(remove.error)}
        onConfirm={() => remove.mutate()}
      />
    </>
  );
}
