export { SourceEditor } from './SourceEditor';
export { SourcesScreen } from './SourcesScreen';
