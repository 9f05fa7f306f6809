export { OpenReplays } from './OpenReplays';
export { useOpenReplays } from './queries';
export { ReplayButton } from './ReplayButton';
export { ReplayDialog } from './ReplayDialog';
export { ReplaysScreen } from './ReplaysScreen';
