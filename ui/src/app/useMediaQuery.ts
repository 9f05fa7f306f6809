import { useCallback, useSyncExternalStore } from 'react';

import { useSettings } from '../data/settings';

/** Whether a media query holds, kept up to date. */
export function useMediaQuery(query: string): boolean {
  const subscribe = useCallback(
    (listen: () => void) => {
      const list = matchMedia(query);
      list.addEventListener('change', listen);
      return () => list.removeEventListener('change', listen);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
}

/** Whether the window has less room than so many pixels of the page: fewer, the larger everything is shown. */
export function useIsNarrowerThan(width: number): boolean {
  const zoom = (useSettings().data?.zoom_percent ?? 100) / 100;
  return useMediaQuery(`(width < ${width * zoom}px)`);
}
