import { i18n } from '@lingui/core';

/** A language of the interface, as in the settings and in the `lang` of the page. */
export type Language = 'en' | 'de';

/** Each by its own name. */
export const LANGUAGES: Record<Language, string> = { en: 'English', de: 'Deutsch' };

// English stands in the code. What has values in it is read when the interface is built; the rest is as it stands.
i18n.setMessagesCompiler((message) => [message]);
i18n.load('en', {});
i18n.activate('en');

export { i18n };

/** Where the language of the last time is kept. */
const KEPT = 'tacklebox.language';
let wanted: Language = 'en';

/** Shows every message in `language` from now on. Answers whether that is another one than before. */
export async function speak(language: Language): Promise<boolean> {
  wanted = language;
  if (language !== 'en') await learn(language);
  // Somebody may have asked for another in the meantime.
  if (wanted !== language || i18n.locale === language) return false;
  i18n.activate(language);
  document.documentElement.lang = language;
  return true;
}

/** The language to begin with: that of the last time, else that of the system. The settings have the last word. */
export function firstLanguage(): Language {
  try {
    const kept = localStorage.getItem(KEPT);
    if (kept === 'en' || kept === 'de') return kept;
  } catch {
    // A browser may forbid it.
  }
  return systemLanguage();
}

/** Keeps the language for the first moment of the next start. */
export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(KEPT, language);
  } catch {
    // A browser may forbid it.
  }
}

async function learn(language: Exclude<Language, 'en'>): Promise<void> {
  i18n.load(language, (await catalogueOf(language)).messages);
}

/** The language of the system, where there is a catalogue for it. */
export function systemLanguage(): Language {
  const known = navigator.languages.map((each) => each.split('-')[0]).find((each) => each === 'en' || each === 'de');
  return known === 'de' ? 'de' : 'en';
}

const catalogueOf = (language: Exclude<Language, 'en'>) => ({ de: () => import('./de.po') })[language]();
