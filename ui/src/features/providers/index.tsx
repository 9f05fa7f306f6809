export { ProviderEditor } from './ProviderEditor';
export { ProvidersScreen } from './ProvidersScreen';
