export { EditReplay } from './EditReplay';
