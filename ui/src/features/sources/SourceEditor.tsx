import { NewSource } from './NewSource';
import { StoredSource } from './StoredSource';

export interface SourceEditorProps {
  /** The source to change, or `new`. */
  id: string | 'new';
  /** The provider a new source begins with. */
  provider?: string | undefined;
}

/** Makes or changes a source, and says what to paste where at the sender. */
export function SourceEditor({ id, provider = 'github' }: SourceEditorProps) {
  return id === 'new' ? <NewSource key={provider} provider={provider} /> : <StoredSource key={id} id={id} />;
}
