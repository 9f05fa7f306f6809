export { type ChosenShortcuts, setChosenShortcuts, useChosenShortcuts } from './chosenShortcuts';
export {
  type CommandGroup,
  commandGroups,
  commandGroupTitle,
  type CommandId,
  commands,
  commandWords,
  keysInPlace,
  keysOf,
  shortcutsOf,
  usualKeys,
} from './commandList';
export { type Fit, fitOf } from './fuzzy';
export { conflictsOf, isKeyInPlace, shortcutOf } from './keyPress';
export { type Offer, offerOf, useCommand, useOffers } from './offers';
export { useCommandKeys } from './useCommandKeys';
export { useKeysOf } from './useKeysOf';
