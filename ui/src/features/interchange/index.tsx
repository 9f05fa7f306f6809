export { ExportButton, ExportCommand } from './ExportCommand';
export type { ExportWhat } from './exportAddress';
export { ExportDialog } from './ExportDialog';
export { ImportArea } from './ImportArea';
