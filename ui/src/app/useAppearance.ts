import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

import { setChosenShortcuts } from '../commands';
import { useSettings } from '../data/settings';
import { rememberAppearance, wear } from '../design/appearance';
import { setSingleKeys } from '../design/singleKeys';
import { rememberLanguage, speak, systemLanguage } from '../language';

/** Gives the page what the settings say of its looks, its language and its keys. */
export function useAppearance(): void {
  const { data: settings } = useSettings();
  const queries = useQueryClient();
  useEffect(() => {
    if (!settings) return;
    const { theme, density, motion, zoom_percent } = settings;
    const appearance = { theme, density, motion, zoom_percent };
    wear(appearance);
    rememberAppearance(appearance);
    const language = settings.language === 'system' ? systemLanguage() : settings.language;
    rememberLanguage(language);
    // The engine's words were asked for in the former language.
    void speak(language).then((isAnother) => (isAnother ? queries.invalidateQueries() : undefined));
    setChosenShortcuts(settings.shortcuts);
    setSingleKeys(settings.are_single_keys_on);
  }, [settings, queries]);
}
