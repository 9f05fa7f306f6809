export { CompareScreen } from './CompareScreen';
export { CompareTab } from './CompareTab';
export { DropToCompare } from './DropToCompare';
export { listMatchings, modes } from './pair';
export { volatilePaths } from './volatile';
