import { useNavigate, useRouterState } from '@tanstack/react-router';

import { type Filter, filterOf, isEmptyFilter, readTimelineSearch, shownAs } from '../features/timeline';

/**
 * The filter of the timeline, from the address; setting it goes to the timeline. Rows are shown as before; without any
 * filter it is no longer the saved view.
 */
export function useFilter(): [Filter, (filter: Filter) => void] {
  const navigate = useNavigate();
  const filter = useRouterState({
    select: ({ location }) => (location.pathname === '/timeline' ? filterOf(readTimelineSearch(location.search)) : {}),
    structuralSharing: true,
  });
  const setFilter = (next: Filter) =>
    void navigate({
      to: '/timeline',
      search: (before) => {
        const { view, ...shown } = shownAs(readTimelineSearch({ ...before }));
        return { ...shown, ...(view && !isEmptyFilter(next) && { view }), ...next };
      },
    });
  return [filter, setFilter];
}
