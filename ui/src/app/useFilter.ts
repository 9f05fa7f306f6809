import { useNavigate, useRouterState } from '@tanstack/react-router';

import { type Filter, filterOf, readTimelineSearch } from '../features/timeline';

/** The filter of the timeline, from the address; setting it goes to the timeline. */
export function useFilter(): [Filter, (filter: Filter) => void] {
  const navigate = useNavigate();
  const filter = useRouterState({
    select: ({ location }) => (location.pathname === '/timeline' ? filterOf(readTimelineSearch(location.search)) : {}),
    structuralSharing: true,
  });
  return [filter, (next) => void navigate({ to: '/timeline', search: next })];
}
