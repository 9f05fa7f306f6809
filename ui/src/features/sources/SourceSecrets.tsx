import { t } from '@lingui/core/macro';

import type { Source } from '../../contract';
import { useProvider } from '../../data/providers';
import { useRotation } from '../../data/secrets';
import { SecretRows } from '../../design/fields/SecretRows';
import { useUndoToast } from '../../undo';
import { useSourceSecrets } from './queries';

/** The secrets of a stored source. Adding and removing takes effect at once, without Save. */
export function SourceSecrets({ source }: { source: Source }) {
  const secrets = useSourceSecrets(source.id);
  const sayRemoved = useUndoToast();
  const rotation = useRotation({ kind: 'source', id: source.id });
  const provider = useProvider(source.provider);
  const isMadeThere = provider && (provider.secret.is_given || !provider.can_generate_secret);
  if (source.provider === 'none') return null;
  return (
    <SecretRows
      secrets={source.secrets}
      scheme={source.provider}
      rotationNote={t`A signature made with any of them counts, so the sender can change over in its own time.`}
      lastSecretReason={t`Without a secret nothing could be verified. Add the new one first.`}
      onReveal={secrets.reveal}
      onAdd={secrets.add}
      onRemove={async (id) => {
        await secrets.remove(id);
        void sayRemoved();
      }}
      onRotate={rotation.rotate}
      onRetire={rotation.retire}
      onExport={rotation.exported}
      rotateReason={isMadeThere ? t`${provider.name} makes it: rotate it there, then add the new one` : undefined}
    />
  );
}
