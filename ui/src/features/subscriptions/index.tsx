export { useSwitchSubscription } from './queries';
export { routeName } from './routeName';
export { SubscriptionEditor } from './SubscriptionEditor';
export { SubscriptionsScreen } from './SubscriptionsScreen';
