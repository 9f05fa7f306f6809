export { DeliveryInspector, type DeliveryTab } from './DeliveryInspector';
