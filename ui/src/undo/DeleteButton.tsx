import { Trans } from '@lingui/react/macro';

import { problemOf } from '../data/client';
import { Button } from '../design/Button';
import { useToast } from '../design/Toast';

interface DeleteButtonProps {
  /** Deletes it, leaves its screen, and says so with a way back. */
  remove: { isPending: boolean; mutate: (nothing: void, and: { onError: (error: Error) => void }) => void };
}

/** Deletes at once; what was deleted can be brought back, so nobody is asked. */
export function DeleteButton({ remove }: DeleteButtonProps) {
  const toast = useToast();
  return (
    <Button
      variant="ghost"
      glyph="trash"
      isBusy={remove.isPending}
      onClick={() => remove.mutate(undefined, { onError: (error) => toast({ title: problemOf(error).detail, tone: 'failure' }) })}
    >
      <Trans>Delete</Trans>
    </Button>
  );
}
