import { useEffect } from 'react';

import { useSettings } from '../data/settings';

/** Gives the page the theme and density of the settings. */
export function useAppearance(): void {
  const { data: settings } = useSettings();
  const theme = settings?.theme;
  const density = settings?.density;
  useEffect(() => {
    const root = document.documentElement;
    if (theme === undefined || theme === 'system') delete root.dataset.theme;
    else root.dataset.theme = theme;
    root.dataset.density = density ?? 'default';
  }, [theme, density]);
}
