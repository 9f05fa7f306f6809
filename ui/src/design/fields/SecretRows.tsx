import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';

import { Button } from '../Button';
import { Card } from '../Card';
import { CopyButton } from '../CopyButton';
import { IconButton } from '../IconButton';
import { dayAndTime, timeSince } from '../relativeTime';
import { useNow } from '../useNow';
import { NewSecretInput } from './NewSecretInput';
import { secretEnd } from './secretEnd';
import styles from './fields.module.css';

export interface StoredSecret {
  id: string;
  /** Enough of it to tell it apart, `whsec_…3f`. */
  hint: string;
  created_at_ms: number;
  /** From when on it is no longer in use; null when it has no end. */
  retires_at_ms: number | null;
}

export interface SecretRowsProps {
  secrets: readonly StoredSecret[];
  scheme: string;
  /** What two secrets mean here: both sign, or either may have signed. */
  rotationNote: string;
  onReveal: (id: string) => Promise<string>;
  onAdd: (secret: string) => Promise<void>;
  onRemove: (id: string) => Promise<void>;
  /** Makes a new one; those in use end a day later. */
  onRotate: () => Promise<void>;
  /** Ends one at a time, or takes its end away. */
  onRetire: (id: string, at_ms: number | null) => Promise<void>;
  /** Those in use as lines of an environment file. */
  onExport: () => Promise<string>;
  /** Why a new one cannot be made here; without it rotating is allowed. */
  rotateReason?: string | undefined;
  /** Why the last one cannot be removed; without it removing is allowed. */
  lastSecretReason?: string;
}

/** The secrets kept for a source or destination: show, copy, add one for rotation, remove. */
export function SecretRows({
  secrets,
  scheme,
  rotationNote,
  onReveal,
  onAdd,
  onRemove,
  onRotate,
  onRetire,
  onExport,
  rotateReason,
  lastSecretReason,
}: SecretRowsProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const [busy, setBusy] = useState<'add' | 'remove' | 'rotate' | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  const run = async (what: 'add' | 'remove' | 'rotate', work: () => Promise<void>, done: () => void) => {
    setBusy(what);
    setProblem(null);
    try {
      await work();
      done();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : t`That did not work.`);
    }
    setBusy(null);
  };

  return (
    <div className={styles.stack}>
      {secrets.length > 0 && (
        <Card>
          <ul aria-label={t`Secrets`}>
            {secrets.map((secret) => (
              <SecretRow
                key={secret.id}
                secret={secret}
                onReveal={onReveal}
                onRetire={onRetire}
                onRemove={() => void run('remove', () => onRemove(secret.id), () => undefined)}
                removeReason={secrets.length === 1 ? lastSecretReason : undefined}
              />
            ))}
          </ul>
        </Card>
      )}

      {draft === null ? (
        <div className={styles.line}>
          <Button variant="ghost" glyph="plus" onClick={() => setDraft('')}>
            {addWords(secrets.length)}
          </Button>
          {secrets.length > 0 && (
            <>
              <Button
                variant="ghost"
                glyph="retrying"
                isBusy={busy === 'rotate'}
                disabledReason={rotateReason}
                onClick={() => run('rotate', onRotate, () => undefined)}
              >
                <Trans>Rotate</Trans>
              </Button>
              <CopyButton text={onExport} label={t`Copy as .env`} caption={t`Copy as .env`} variant="ghost" />
            </>
          )}
          {secrets.length > 1 && <span className={styles.note}>{rotationNote}</span>}
        </div>
      ) : (
        <div className={styles.stack}>
          <NewSecretInput
            aria-label={t`New secret`}
            value={draft}
            onValueChange={setDraft}
            scheme={scheme}
            placeholder={t`Paste a secret, or generate one`}
          />
          <div className={styles.line}>
            <Button
              onClick={() => run('add', () => onAdd(draft), () => setDraft(null))}
              isBusy={busy === 'add'}
              disabledReason={draft.trim() ? undefined : t`Paste a secret or generate one first.`}
            >
              <Trans>Add secret</Trans>
            </Button>
            <Button variant="ghost" onClick={() => setDraft(null)}>
              <Trans>Cancel</Trans>
            </Button>
            <span className={styles.note}>{rotationNote}</span>
          </div>
        </div>
      )}
      {problem && (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
    </div>
  );
}

function addWords(count: number): string {
  if (count === 0) return t`Add a secret`;
  return count === 1 ? t`Add a second secret` : t`Add another secret`;
}

interface SecretRowProps {
  secret: StoredSecret;
  onReveal: (id: string) => Promise<string>;
  onRetire: (id: string, at_ms: number | null) => Promise<void>;
  onRemove: () => void;
  removeReason?: string | undefined;
}

function SecretRow({ secret, onReveal, onRetire, onRemove, removeReason }: SecretRowProps) {
  const [revealed, setRevealed] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const now_ms = useNow();

  const end = async (at_ms: number | null) => {
    try {
      await onRetire(secret.id, at_ms);
      setProblem(null);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : t`That did not work.`);
    }
  };

  const toggle = async () => {
    if (revealed !== null) {
      setRevealed(null);
      return;
    }
    try {
      setRevealed(await onReveal(secret.id));
      setProblem(null);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : t`The secret could not be shown.`);
    }
  };

  return (
    <li className={styles.secret}>
      <span className={styles.secretText}>
        <code className={styles.secretValue}>{revealed ?? secret.hint}</code>
        <span className={problem ? styles.problem : styles.note}>
          {problem ??
            [t`added ${timeSince(secret.created_at_ms, now_ms)}`, secretEnd(secret.retires_at_ms, now_ms, (at_ms) => dayAndTime(at_ms, now_ms))]
              .filter(Boolean)
              .join(' · ')}
        </span>
      </span>
      <IconButton
        glyph={revealed === null ? 'eye' : 'eye-off'}
        label={revealed === null ? t`Show secret ${secret.hint}` : t`Hide secret ${secret.hint}`}
        onClick={toggle}
      />
      <CopyButton text={() => onReveal(secret.id)} label={t`Copy secret ${secret.hint}`} />
      {secret.retires_at_ms !== null && (
        <IconButton glyph="retrying" label={t`Keep secret ${secret.hint} in use`} onClick={() => void end(null)} />
      )}
      {secret.retires_at_ms !== null && secret.retires_at_ms > now_ms && (
        <IconButton glyph="cancelled" label={t`Retire secret ${secret.hint} now`} onClick={() => void end(now_ms)} />
      )}
      <IconButton
        glyph="trash"
        variant="danger"
        label={t`Remove secret ${secret.hint}`}
        disabledReason={removeReason}
        onClick={onRemove}
      />
    </li>
  );
}
