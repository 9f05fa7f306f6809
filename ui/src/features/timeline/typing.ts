/** What helps to type a filter. Nobody needs it before they begin to. */
export { readFilterText } from './reading';
export { suggest, withSuggestion } from './suggestions';
