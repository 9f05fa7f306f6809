export { type CommandGroup, commandGroups, type CommandId, commands, commandWords, keysInPlace, keysOf } from './commandList';
export { type Fit, fitOf } from './fuzzy';
export { type Offer, offerOf, useCommand, useOffers } from './offers';
export { useCommandKeys } from './useCommandKeys';
