import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import type { Source } from '../../contract';
import { problemOf } from '../../data/client';
import { Button } from '../../design/Button';
import { ConfirmDialog } from '../../design/ConfirmDialog';
import { countOf } from '../../design/formatNumber';
import { useDeleteSource } from './queries';

/** Deletes a source after asking. */
export function DeleteSource({ source }: { source: Source }) {
  const [isAsking, setAsking] = useState(false);
  const navigate = useNavigate();
  const remove = useDeleteSource(source.id, () => navigate({ to: '/sources' }));

  return (
    <>
      <Button variant="ghost" glyph="trash" onClick={() => setAsking(true)}>
        Delete
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={`Delete ${source.name}?`}
        consequences={`Its address stops receiving at once; its secrets and its subscriptions are deleted with it. The ${countOf(source.event_count, 'event')} it received stay in the timeline.`}
        verb="Delete source"
        isBusy={remove.isPending}
        problem={remove.error && problemOf(remove.error)}
        onConfirm={() => remove.mutate()}
      />
    </>
  );
}
