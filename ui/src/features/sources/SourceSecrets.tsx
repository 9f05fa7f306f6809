import type { Source } from '../../contract';
import { SecretRows } from '../../design/fields/SecretRows';
import { useSourceSecrets } from './queries';

/** The secrets of a stored source. Adding and removing takes effect at once, without Save. */
export function SourceSecrets({ source }: { source: Source }) {
  const secrets = useSourceSecrets(source.id);
  if (source.provider === 'none') return null;
  return (
    <SecretRows
      secrets={source.secrets}
      scheme={source.provider}
      rotationNote="A signature made with any of them counts, so the sender can change over in its own time."
      lastSecretReason="Without a secret nothing could be verified. Add the new one first."
      onReveal={secrets.reveal}
      onAdd={secrets.add}
      onRemove={secrets.remove}
    />
  );
}
