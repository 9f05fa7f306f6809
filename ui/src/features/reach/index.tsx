export { ChannelField } from './ChannelField';
export { PausedNotice } from './PausedNotice';
export { ReceiverPart } from './ReceiverPart';
export { TunnelMenu } from './TunnelMenu';
export { TunnelPart } from './TunnelPart';
