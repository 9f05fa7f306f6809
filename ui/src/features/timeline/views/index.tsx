export { SavedViewLinks } from './SavedViewLinks';
export { ViewMenu } from './ViewMenu';
export { searchOf } from './viewSearch';
