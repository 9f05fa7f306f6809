import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';

import { useLocalPorts } from '../../data/localPorts';
import { Dot } from '../../design/Dot';
import { localPortOf, urlOfPort } from '../../design/fields/callbackUrl';
import { classNames } from '../../design/classNames';
import styles from './destinations.module.css';

/** Programs that listen on this computer; pressing one fills in its URL. */
export function LocalPortChips({ url, onChoose }: { url: string; onChoose: (url: string) => void }) {
  const ports = useLocalPorts();
  if (!ports.data?.length) return null;
  const chosen = localPortOf(url);
  return (
    <div className={styles.ports} role="group" aria-label={t`Listening on this computer`}>
      <span className={styles.portsLabel}><Trans>Listening here:</Trans></span>
      {ports.data.map(({ port, process }) => (
        <button
          key={port}
          type="button"
          aria-pressed={port === chosen}
          className={classNames(styles.port, port === chosen && styles.portChosen)}
          onClick={() => onChoose(urlOfPort(port))}
        >
          <Dot tone="good" />
          <span className="mono">localhost:{port}</span>
          {process && <small>{process}</small>}
        </button>
      ))}
    </div>
  );
}
