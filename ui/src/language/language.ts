import { i18n } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';

/** A language of the interface, as in the settings and in the `lang` of the page. */
export type Language = 'en' | 'de';

/** Each by its own name. */
export const LANGUAGES: Record<Language, string> = { en: 'English', de: 'Deutsch' };

// English stands in the code, so its messages are read when they are first shown, once each.
type CompiledMessage = ReturnType<typeof compileMessage>;
const read = new Map<string, CompiledMessage>();
i18n.setMessagesCompiler((message) => {
  let compiled = read.get(message);
  if (compiled === undefined) read.set(message, (compiled = compileMessage(message)));
  return compiled;
});
i18n.load('en', {});
i18n.activate('en');

export { i18n };

/** Shows every message in `language` from now on. */
export async function speak(language: Language): Promise<void> {
  if (language !== 'en') i18n.load(language, (await catalogueOf(language)).messages);
  i18n.activate(language);
  document.documentElement.lang = language;
}

/** The language of the system, where there is a catalogue for it. */
export function systemLanguage(): Language {
  const known = navigator.languages.map((each) => each.split('-')[0]).find((each) => each === 'en' || each === 'de');
  return known === 'de' ? 'de' : 'en';
}

const catalogueOf = (language: Exclude<Language, 'en'>) => ({ de: () => import('./de.po') })[language]();
