import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useEffect } from 'react';

import type { DestinationProbe } from '../../../contract';
import { problemOf } from '../../../data/client';
import { useDestinationRemedy, useProbe } from '../../../data/explanation';
import { Button } from '../../../design/Button';
import { Card } from '../../../design/Card';
import { ErrorNotice } from '../../../design/ErrorNotice';
import { Glyph } from '../../../design/glyphs';
import { latencyText } from '../../../design/latency';
import { useToast } from '../../../design/Toast';
import { useUndoToast } from '../../../undo';
import { Certificates } from './Certificates';
import styles from './failure.module.css';

/** Looks how the destination is now, step by step, without sending the event. */
export function ProbePanel({ destinationId }: { destinationId: string }) {
  const probe = useProbe(destinationId);
  const { mutate } = probe;
  useEffect(() => mutate(), [mutate]);
  return (
    <Card className={styles.panel}>
      <div role="status">
        {probe.isPending && <p className="t2">{t`Looking…`}</p>}
        {probe.isError && <ErrorNotice problem={problemOf(probe.error)} />}
        {probe.data && <Found probe={probe.data} destinationId={destinationId} />}
      </div>
      <div className={styles.buttons}>
        <Button glyph="retrying" isBusy={probe.isPending} onClick={() => mutate()}>
          <Trans>Look again</Trans>
        </Button>
        {probe.data?.trust_pem != null && (
          <TrustButton destinationId={destinationId} pem={probe.data.trust_pem} onTrusted={() => mutate()} />
        )}
      </div>
    </Card>
  );
}

function Found({ probe }: { probe: DestinationProbe; destinationId: string }) {
  return (
    <>
      <p className={styles.finding}>
        <Glyph name={probe.is_answering ? 'delivered' : 'warning'} />
        {probe.sentence}
      </p>
      <ul className={styles.steps}>
        {probe.steps.map(({ part, took_ms, detail, error_class }) => (
          <li key={part} className={error_class === null ? undefined : styles.failed}>
            <Glyph name={error_class === null ? 'check' : 'close'} />
            <span>{stepWord(part)}</span>
            <span className="t3">{latencyText(took_ms)}</span>
            <code>{detail}</code>
          </li>
        ))}
      </ul>
      {probe.certificates.length > 0 && <Certificates certificates={probe.certificates} />}
    </>
  );
}

function stepWord(part: string): string {
  switch (part) {
    case 'dns':
      return t`Name`;
    case 'connect':
      return t`Connection`;
    case 'tls':
      return t`TLS`;
    default:
      return 'OPTIONS';
  }
}

/** Trusts what the destination showed, for this destination alone. */
function TrustButton({ destinationId, pem, onTrusted }: { destinationId: string; pem: string; onTrusted: () => void }) {
  const { change } = useDestinationRemedy(destinationId);
  const toast = useToast();
  const undoToast = useUndoToast();
  const trust = () =>
    change.mutate(
      { connection: { ca_pem: pem } },
      {
        onSuccess: () => {
          void undoToast();
          onTrusted();
        },
        onError: (error) => toast({ title: problemOf(error).detail, tone: 'failure' }),
      },
    );
  return (
    <Button variant="primary" glyph="key" isBusy={change.isPending} onClick={trust}>
      <Trans>Trust for this destination</Trans>
    </Button>
  );
}
