import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';

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
        title={t`This panel failed to draw.`}
        actions={
          <>
            <Button variant="primary" onClick={reset}>
              <Trans>Reload panel</Trans>
            </Button>
            <CopyButton text={details} label={t`Copy details`} caption={t`Copy details`} />
          </>
        }
      >
        <Trans>The data is safe.</Trans>
      </EmptyState>
    </div>
  );
}
