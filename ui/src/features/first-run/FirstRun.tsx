import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';

import { keysOf, offerOf } from '../../commands';
import type { Source } from '../../contract';
import { useSources } from '../../data/sources';
import { classNames } from '../../design/classNames';
import { CopyButton } from '../../design/CopyButton';
import { Glyph } from '../../design/glyphs';
import { Kbd } from '../../design/Kbd';
import { platform } from '../../platform/platform';
import styles from './FirstRun.module.css';
import { useTestEvent } from './useTestEvent';

/** What the timeline shows before the first event: where to send one, and four ways to begin. */
export function FirstRun({ firstSourceId }: { firstSourceId: string | null }) {
  const sources = useSources().data;
  const source = sources?.find(({ id }) => id === firstSourceId) ?? sources?.[0];
  return (
    <div className={styles.place}>
      <div className={styles.hero}>
        <div>
          <h1>
            <Trans>Waiting for the first event.</Trans>
          </h1>
          <p className="t2">
            <Trans>Your receiver is on. Anything sent to this address is kept, byte for byte.</Trans>
          </p>
        </div>
        {source && <Address source={source} />}
        <div className={styles.cards}>
          <TestEventCard />
          <Link to="/sources/$id" params={{ id: 'new' }} className={styles.card}>
            <b>
              <Glyph name="source" />
              <Trans>Connect a source</Trans>
            </b>
            <span className="t2">
              <Trans>Stripe, GitHub, Shopify, Twilio, Slack, Standard Webhooks…</Trans>
            </span>
          </Link>
          <Link
            to="/subscriptions/$id"
            params={{ id: 'new' }}
            search={source ? { source_id: source.id } : {}}
            className={styles.card}
          >
            <b>
              <Glyph name="destination" />
              <Trans>Forward to your app</Trans>
            </b>
            <span className="t2">
              <Trans>Deliver what arrives to a port on this computer, with retries.</Trans>
            </span>
          </Link>
          <ImportCard />
        </div>
        <p className="t3">
          <Trans>Nothing leaves this computer. No account.</Trans>
        </p>
      </div>
    </div>
  );
}

function Address({ source }: { source: Source }) {
  const address = source.public_url ?? source.receive_url;
  return (
    <div className={styles.address}>
      <span className={styles.url}>{address}</span>
      <CopyButton text={address} label={t`Copy receiver URL`} caption={t`Copy`} />
    </div>
  );
}

function TestEventCard() {
  const { send, isSending, disabledReason } = useTestEvent();
  return (
    <button
      type="button"
      className={classNames(styles.card, styles.primary)}
      aria-disabled={disabledReason !== undefined || undefined}
      aria-busy={isSending || undefined}
      title={disabledReason}
      onClick={send}
    >
      <b>
        <Glyph name="sending" />
        <Trans>Send a test event</Trans>
      </b>
      <span className="t2">{disabledReason ?? t`A signed order.paid, from this app to this app.`}</span>
      {platform().kind === 'desktop' && (
        <span>
          <Kbd>{keysOf('send-test-event')}</Kbd>
        </span>
      )}
    </button>
  );
}

/** Chooses files; what is pasted or dropped is taken anywhere in the window. */
function ImportCard() {
  return (
    <button type="button" className={styles.card} onClick={() => offerOf('import')?.run()}>
      <b>
        <Glyph name="save" />
        <Trans>Import</Trans>
      </b>
      <span className="t2">
        <Trans>Paste a cURL command or JSON, drop HAR files here, or choose them.</Trans>
      </span>
    </button>
  );
}
