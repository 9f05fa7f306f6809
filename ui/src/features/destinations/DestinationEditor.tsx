import { NewDestinationEditor } from './NewDestinationEditor';
import { StoredDestination } from './StoredDestination';

export interface DestinationEditorProps {
  /** The destination to change, or `new`. */
  id: string | 'new';
}

/** Makes or changes a destination, and tries it out. */
export function DestinationEditor({ id }: DestinationEditorProps) {
  return id === 'new' ? <NewDestinationEditor /> : <StoredDestination key={id} id={id} />;
}
