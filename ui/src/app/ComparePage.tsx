import { useNavigate, useSearch } from '@tanstack/react-router';

import { CompareScreen, listMatchings, modes, volatilePaths } from '../features/compare';
import { bodyColumnText } from '../features/timeline';
import { useIsNarrowerThan } from './useMediaQuery';

/** Stands in the address where nothing is ignored. */
const NONE = 'none';
/** Both sides stand beside each other from this width on. */
const WIDE = 1_100;

/** Two payloads beside each other, as the address says. */
export function ComparePage() {
  const { left, right, ignore, lines, mode, arrays, path } = useSearch({ from: '/compare' });
  const navigate = useNavigate({ from: '/compare' });
  const isWide = !useIsNarrowerThan(WIDE);
  const change = (next: { left?: string; right?: string; ignore?: string; lines?: string; mode?: string; arrays?: string }) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
  return (
    <CompareScreen
      pair={{ left, right }}
      mode={modes.find((known) => known === mode) ?? 'structure'}
      arrays={listMatchings.find((known) => known === arrays) ?? 'key'}
      ignored={ignore === undefined ? volatilePaths : ignore === NONE ? [] : ignore.split(',')}
      ignoredLines={lines?.split('\n') ?? []}
      path={path}
      isWide={isWide}
      onPairChange={change}
      onModeChange={(chosen) => change({ mode: chosen })}
      onArraysChange={(chosen) => change({ arrays: chosen })}
      onColumn={(path, type) => void navigate({ to: '/timeline', search: { columns: bodyColumnText(path), ...(type && { type }) } })}
      onFilter={(value, type) => void navigate({ to: '/timeline', search: { value, ...(type && { type }) } })}
      onIgnoredLinesChange={(patterns) => change({ lines: patterns.join('\n') })}
      onIgnoredChange={(patterns) => change({ ignore: patterns.join(',') || NONE })}
    />
  );
}
