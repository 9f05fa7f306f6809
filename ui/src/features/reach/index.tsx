export { ChannelField } from './ChannelField';
export { TunnelMenu } from './TunnelMenu';
export { TunnelPart } from './TunnelPart';
