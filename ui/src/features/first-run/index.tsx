export { FirstRun } from './FirstRun';
export { useTestEvent } from './useTestEvent';
