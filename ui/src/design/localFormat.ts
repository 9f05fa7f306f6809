import { i18n } from '@lingui/core';

/**
 * A formatter for the language of now, made once for each language. English dates go by the British order, as they
 * always did here.
 */
export function localFormat<Format>(make: (locale: string) => Format, english = 'en-US'): () => Format {
  const made = new Map<string, Format>();
  return () => {
    const locale = i18n.locale === '' || i18n.locale === 'en' ? english : i18n.locale;
    let format = made.get(locale);
    if (format === undefined) made.set(locale, (format = make(locale)));
    return format;
  };
}
