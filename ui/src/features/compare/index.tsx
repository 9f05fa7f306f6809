export { CompareScreen } from './CompareScreen';
export { listMatchings, modes } from './pair';
