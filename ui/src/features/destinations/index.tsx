export { DestinationEditor } from './DestinationEditor';
export { DestinationsScreen } from './DestinationsScreen';
export { usePauseDestination } from './queries';
