export { LANGUAGES, type Language, speak, systemLanguage } from './language';
export { LanguageProvider } from './LanguageProvider';
