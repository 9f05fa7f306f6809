import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';

import { EmptyState } from '../design/EmptyState';

/** An address that leads nowhere. */
export function NotFound() {
  return (
    <EmptyState glyph="search" title={t`There is nothing here.`} actions={<Link to="/timeline"><Trans>Go to the timeline</Trans></Link>}>
      <Trans>The address leads to no screen of this version.</Trans>
    </EmptyState>
  );
}
