export { CatalogueScreen } from './CatalogueScreen';
export { ImportKinds } from './ImportKinds';
export { KindScreen } from './kind/KindScreen';
export { SendPayload } from './send/SendPayload';
