import { t } from '@lingui/core/macro';

import { Button } from './Button';

export interface SaveButtonProps {
  /** The first thing that is missing or wrong; pressing then leads there. */
  problem?: string | undefined;
  isBusy: boolean;
  children?: string;
}

/** The submit button of an Editor. */
export function SaveButton({ problem, isBusy, children = t`Save` }: SaveButtonProps) {
  return (
    <Button type="submit" variant="primary" keys="Mod+S" disabledReason={problem} isBusy={isBusy}>
      {children}
    </Button>
  );
}
