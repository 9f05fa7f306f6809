import { Button } from '../design/Button';
import { CopyButton } from '../design/CopyButton';
import { EmptyState } from '../design/EmptyState';

/** What stands in a pane that could not be drawn. */
export function PaneFailure({ error, reset }: { error: unknown; reset: () => void }) {
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return (
    <div role="alert">
      <EmptyState
        glyph="warning"
        title="This panel failed to draw."
        actions={
          <>
            <Button variant="primary" onClick={reset}>
              Reload panel
            </Button>
            <CopyButton text={details} label="Copy details" caption="Copy details" />
          </>
        }
      >
        The data is safe.
      </EmptyState>
    </div>
  );
}
