import { Trans } from '@lingui/react/macro';
import { useState } from 'react';

import type { Source } from '../../contract';
import { useProvider } from '../../data/providers';
import { CopyLine } from '../../design/CopyLine';
import { IconButton } from '../../design/IconButton';
import { providerLabel } from '../../design/providerNames';
import { TunnelMenu } from '../reach';
import { FirstEventLine } from './FirstEventLine';
import { Steps } from './NewSourcePane';
import { useSourceSecrets } from './queries';
import { SenderFacts } from './SenderFacts';
import { checkedHow, stepsAt } from './sender';
import { SendTestEvent } from './SendTestEvent';
import styles from './sources.module.css';

/** What to paste where at the sender, and whether something has arrived. */
export function ConnectPane({ source }: { source: Source }) {
  const provider = useProvider(source.provider);
  const address = source.public_url ?? source.channel_url ?? source.tunnel_url ?? source.receive_url;
  const isSigned = source.provider !== 'none';
  return (
    <>
      <div>
        <h2 className={styles.paneTitle}>Connect {isSigned ? (provider?.name ?? providerLabel(source.provider)) : 'a sender'}</h2>
        <p className="t2">{checkedHow(source.provider, provider)}</p>
      </div>

      <div className={styles.lines}>
        <CopyLine label={source.provider === 'github' ? 'Payload URL' : 'Address'} value={address} />
        {isSigned && <SecretLine source={source} label={provider?.secret.label || 'Secret'} />}
        {source.hmac && source.provider === 'hmac' && (
          <CopyLine label={`${source.hmac.algorithm.toUpperCase()} as ${source.hmac.encoding} in header`} value={source.hmac.header} />
        )}
      </div>
      <Steps steps={stepsAt(source.provider, provider)} />

      {provider?.signs_url && source.public_url === null && (
        <p className={styles.hint}>
          {provider.name} signs the address it was given. Enter it as Public URL, exactly as it stands there, or no
          signature will match.
        </p>
      )}
      {isLoopback(address) && isSigned && (
        <p className={styles.hint}>
          {provider?.name ?? 'The sender'} cannot reach {new URL(address).host} from the internet.{' '}
          <TunnelMenu
            trigger={
              <button type="button" className={styles.link}>
                <Trans>Open a tunnel</Trans>
              </button>
            }
          />
          , or feed this source from a channel.
        </p>
      )}

      <div className={styles.live}>
        <FirstEventLine source={source} />
        <SendTestEvent source={source} />
      </div>
      <SenderFacts provider={provider} />
    </>
  );
}

/** Whether an address only works on this computer. */
function isLoopback(address: string): boolean {
  try {
    const { hostname } = new URL(address);
    return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
  } catch {
    return false;
  }
}

function SecretLine({ source, label }: { source: Source; label: string }) {
  const [revealed, setRevealed] = useState<{ id: string; text: string } | null>(null);
  const { reveal } = useSourceSecrets(source.id);
  const newest = source.secrets.toSorted((a, b) => b.created_at_ms - a.created_at_ms)[0];
  if (!newest) return <p className={styles.hint}><Trans>There is no secret yet. Add one, then paste it at the sender.</Trans></p>;

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
