import { providerLabel } from '../../design/SourceBadge';
import { providerPreset } from './providerPreset';
import { type SourceDraft, slugOf } from './sourceDraft';
import styles from './sources.module.css';

/** What will follow once the source exists. */
export function NewSourcePane({ draft }: { draft: SourceDraft }) {
  const preset = providerPreset(draft.provider);
  const steps = [
    `Create it, and copy its address${preset.secretLabel ? ' and its secret' : ''} from here.`,
    preset.path,
    preset.events,
    `Wait for ${preset.waitingFor}: this page says when it arrives. Or send a test event.`,
  ];
  return (
    <>
      <div>
        <h2 className={styles.paneTitle}>Connect {draft.provider === 'none' ? 'a sender' : providerLabel(draft.provider)}</h2>
        <p className="t2">What happens next</p>
      </div>
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
      <p className={styles.address}>
        Address: <span className="mono">…/in/{slugOf(draft) || '‹chosen for you›'}</span>
      </p>
    </>
  );
}
