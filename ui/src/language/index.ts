export { firstLanguage, LANGUAGES, type Language, rememberLanguage, speak, systemLanguage } from './language';
export { LanguageProvider } from './LanguageProvider';
