import { t } from '@lingui/core/macro';
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
  const name = provider?.name ?? providerLabel(source.provider);
  const sender = provider?.name ?? t`The sender`;
  const host = isLoopback(address) ? new URL(address).host : null;
  return (
    <>
      <div>
        <h2 className={styles.paneTitle}>{isSigned ? t`Connect ${name}` : t`Connect a sender`}</h2>
        <p className="t2">{checkedHow(source.provider, provider)}</p>
      </div>

      <div className={styles.lines}>
        <CopyLine label={source.provider === 'github' ? t`Payload URL` : t`Address`} value={address} />
        {isSigned && <SecretLine source={source} label={provider?.secret.label || t`Secret`} />}
        {source.hmac && source.provider === 'hmac' && <HmacLine hmac={source.hmac} />}
      </div>
      <Steps steps={stepsAt(source.provider, provider)} />

      {provider?.signs_url && source.public_url === null && (
        <p className={styles.hint}>
          <Trans>
            {name} signs the address it was given. Enter it as Public URL, exactly as it stands there, or no signature
            will match.
          </Trans>
        </p>
      )}
      {host !== null && isSigned && (
        <p className={styles.hint}>
          <Trans>
            {sender} cannot reach {host} from the internet. <OpenTunnel />, or feed this source from a channel. Whoever runs
            the tunnel can read what goes through it.
          </Trans>
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

function OpenTunnel() {
  return (
    <TunnelMenu
      trigger={
        <button type="button" className={styles.link}>
          <Trans>Open a tunnel</Trans>
        </button>
      }
    />
  );
}

function HmacLine({ hmac }: { hmac: NonNullable<Source['hmac']> }) {
  const algorithm = hmac.algorithm.toUpperCase();
  return <CopyLine label={t`${algorithm} as ${hmac.encoding} in header`} value={hmac.header} />;
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
          label={shown === null ? t`Show secret` : t`Hide secret`}
          onClick={async () => setRevealed(shown === null ? { id: newest.id, text: await reveal(newest.id) } : null)}
        />
      }
    />
  );
}
