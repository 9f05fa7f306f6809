import { useEffect } from 'react';

import { setChosenShortcuts } from '../commands';
import { useSettings } from '../data/settings';
import { rememberAppearance, wear } from '../design/appearance';
import { setSingleKeys } from '../design/singleKeys';
import { rememberLanguage, speak, systemLanguage } from '../language';

/** Gives the page what the settings say of its looks, its language and its keys. */
export function useAppearance(): void {
  const { data: settings } = useSettings();
  useEffect(() => {
    if (!settings) return;
    const { theme, density, motion, zoom_percent } = settings;
    const appearance = { theme, density, motion, zoom_percent };
    wear(appearance);
    rememberAppearance(appearance);
    const language = settings.language === 'system' ? systemLanguage() : settings.language;
    rememberLanguage(language);
    void speak(language);
    setChosenShortcuts(settings.shortcuts);
    setSingleKeys(settings.are_single_keys_on);
  }, [settings]);
}
