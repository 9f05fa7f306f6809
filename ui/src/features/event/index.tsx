export { EventInspector } from './EventInspector';
export { ReceivedRequest } from './ReceivedRequest';
