export { DestinationEditor } from './DestinationEditor';
export { DestinationsScreen } from './DestinationsScreen';
