import { Link } from '@tanstack/react-router';

import { EmptyState } from '../design/EmptyState';

/** An address that leads nowhere. */
export function NotFound() {
  return (
    <EmptyState glyph="search" title="There is nothing here." actions={<Link to="/timeline">Go to the timeline</Link>}>
      The address leads to no screen of this version.
    </EmptyState>
  );
}
