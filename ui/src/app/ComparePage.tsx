import { useNavigate, useSearch } from '@tanstack/react-router';

import { CompareScreen } from '../features/compare';

/** What differs from one payload to the next without meaning anything. */
const VOLATILE = ['/id', '/created', '/created_at', '/timestamp', '/request/id', '/request/idempotency_key'];
/** Stands in the address where nothing is ignored. */
const NONE = 'none';

/** Two payloads side by side, as the address says. */
export function ComparePage() {
  const { left, right, ignore } = useSearch({ from: '/compare' });
  const navigate = useNavigate({ from: '/compare' });
  const ignored = ignore === undefined ? VOLATILE : ignore === NONE ? [] : ignore.split(',');
  return (
    <CompareScreen
      key={`${left} ${right}`}
      left={left}
      right={right}
      ignored={ignored}
      onSwap={() => void navigate({ search: (before) => ({ ...before, left: right, right: left }), replace: true })}
      onIgnoredChange={(patterns) =>
        void navigate({ search: (before) => ({ ...before, ignore: patterns.join(',') || NONE }), replace: true })
      }
    />
  );
}
