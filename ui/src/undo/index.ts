export { changeWords } from './changeWords';
export { DeleteButton } from './DeleteButton';
export { useTurns, useUndoCommands, useUndoToast } from './useUndo';
