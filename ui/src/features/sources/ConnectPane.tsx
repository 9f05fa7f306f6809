import { useState } from 'react';

import type { Source } from '../../contract';
import { CopyLine } from '../../design/CopyLine';
import { IconButton } from '../../design/IconButton';
import { providerLabel } from '../../design/SourceBadge';
import { FirstEventLine } from './FirstEventLine';
import { isLoopback, providerPreset } from './providerPreset';
import { useSourceSecrets } from './queries';
import { SendTestEvent } from './SendTestEvent';
import styles from './sources.module.css';

/** What to paste where at the sender, and whether something has arrived. */
export function ConnectPane({ source }: { source: Source }) {
  const preset = providerPreset(source.provider);
  const address = source.public_url ?? source.receive_url;
  return (
    <>
      <div>
        <h2 className={styles.paneTitle}>
          Connect {source.provider === 'none' ? 'a sender' : providerLabel(source.provider)}
        </h2>
        <p className="t2">{preset.path}</p>
      </div>

      <div className={styles.lines}>
        <CopyLine label={preset.urlLabel} value={address} />
        {preset.values.map((entry) => (
          <CopyLine key={entry.label} label={entry.label} value={entry.value} />
        ))}
        {preset.secretLabel && <SecretLine source={source} label={preset.secretLabel} />}
        {source.hmac && source.provider === 'hmac' && (
          <CopyLine label={`${source.hmac.algorithm.toUpperCase()} as ${source.hmac.encoding} in header`} value={source.hmac.header} />
        )}
      </div>
      <p className={styles.hint}>{preset.events}</p>

      {isLoopback(address) && source.provider === 'github' && (
        <p className={styles.hint}>
          GitHub cannot reach {new URL(address).host}. Lead a tunnel to it and enter its address as Public URL.
        </p>
      )}

      <div className={styles.live}>
        <FirstEventLine source={source} />
        <SendTestEvent source={source} />
      </div>
    </>
  );
}

function SecretLine({ source, label }: { source: Source; label: string }) {
  const [revealed, setRevealed] = useState<{ id: string; text: string } | null>(null);
  const { reveal } = useSourceSecrets(source.id);
  const newest = source.secrets.toSorted((a, b) => b.created_at_ms - a.created_at_ms)[0];
  if (!newest) return <p className={styles.hint}>There is no secret yet. Add one, then paste it at the sender.</p>;

  const shown = revealed?.id === newest.id ? revealed.text : null;
  return (
    <CopyLine
      label={label}
      value={shown ?? newest.hint}
      copy={() => reveal(newest.id)}
      controls={
        <IconButton
          glyph={shown === null ? 'eye' : 'eye-off'}
          label={shown === null ? 'Show secret' : 'Hide secret'}
          onClick={async () => setRevealed(shown === null ? { id: newest.id, text: await reveal(newest.id) } : null)}
        />
      }
    />
  );
}
