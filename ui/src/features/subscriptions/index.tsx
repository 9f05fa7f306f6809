export { SubscriptionEditor } from './SubscriptionEditor';
export { SubscriptionsScreen } from './SubscriptionsScreen';
