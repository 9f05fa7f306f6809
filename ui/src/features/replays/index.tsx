export { OpenReplays } from './OpenReplays';
export { ReplayButton } from './ReplayButton';
