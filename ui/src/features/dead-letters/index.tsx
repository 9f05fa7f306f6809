export { DeadLettersScreen } from './DeadLettersScreen';
export { type DeadLetterSearch, queryOf, readDeadLetterSearch } from './search';
