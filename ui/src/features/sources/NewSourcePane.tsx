import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';

import { useProvider } from '../../data/providers';
import { providerLabel } from '../../design/providerNames';
import { SenderFacts } from './SenderFacts';
import { awaited, stepsAt } from './sender';
import { type SourceDraft, slugOf } from './sourceDraft';
import styles from './sources.module.css';

/** What will follow once the source exists. */
export function NewSourcePane({ draft }: { draft: SourceDraft }) {
  const provider = useProvider(draft.provider);
  const name = provider?.name ?? providerLabel(draft.provider);
  const slug = slugOf(draft) || t`‹chosen for you›`;
  const event = awaited(draft.provider);
  const steps = [
    t`Create it, and copy its address from here.`,
    ...stepsAt(draft.provider, provider),
    t`Wait for ${event}: this page says when it arrives. Or send a test event.`,
  ];
  return (
    <>
      <div>
        <h2 className={styles.paneTitle}>{draft.provider === 'none' ? t`Connect a sender` : t`Connect ${name}`}</h2>
        <p className="t2"><Trans>What happens next</Trans></p>
      </div>
      <Steps steps={steps} />
      <SenderFacts provider={provider} />
      <p className={styles.address}>
        <Trans>
          Address: <span className="mono">…/in/{slug}</span>
        </Trans>
      </p>
    </>
  );
}

/** Numbered steps. */
export function Steps({ steps }: { steps: readonly string[] }) {
  return (
    <ol className={styles.steps}>
      {steps.map((step, index) => (
        <li key={step}>
          <span className={styles.stepNumber} aria-hidden>
            {index + 1}
          </span>
          <span>{step}</span>
        </li>
      ))}
    </ol>
  );
}
