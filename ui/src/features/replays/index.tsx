export { OpenReplays } from './OpenReplays';
export { useOpenReplays } from './queries';
export { ReplayButton } from './ReplayButton';
