export { DeliveryInspector, type DeliveryTab } from './DeliveryInspector';
export { DeliveryWhy } from './DeliveryWhy';
