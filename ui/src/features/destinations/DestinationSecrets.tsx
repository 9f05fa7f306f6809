import { t } from '@lingui/core/macro';

import type { Destination } from '../../contract';
import { useRotation } from '../../data/secrets';
import { SecretRows } from '../../design/fields/SecretRows';
import { useUndoToast } from '../../undo';
import { useDestinationSecrets } from './queries';

/** The secrets of a stored destination. Adding and removing takes effect at once, without Save. */
export function DestinationSecrets({ destination }: { destination: Destination }) {
  const secrets = useDestinationSecrets(destination.id);
  const sayRemoved = useUndoToast();
  const rotation = useRotation({ kind: 'destination', id: destination.id });
  if (destination.scheme === 'none') return null;
  return (
    <SecretRows
      secrets={destination.secrets}
      scheme={destination.scheme}
      rotationNote={t`Every secret signs, so your app can change over in its own time. Then remove the old one.`}
      lastSecretReason={t`Deliveries could not be signed without it. Add the new one first, or choose No signature.`}
      onReveal={secrets.reveal}
      onAdd={secrets.add}
      onRemove={async (id) => {
        await secrets.remove(id);
        void sayRemoved();
      }}
      onRotate={rotation.rotate}
      onRetire={rotation.retire}
      onExport={rotation.exported}
    />
  );
}
