import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';

import type { Source } from '../../contract';
import { api, ask, problemOf } from '../../data/client';
import { Button } from '../../design/Button';
import { CheckedLine } from '../../design/CheckedLine';
import { EditorSection } from '../../design/Editor';
import { Field } from '../../design/Field';
import { TextInput } from '../../design/TextInput';
import { channelWords } from './channelWords';
import styles from './reach.module.css';

export interface ChannelFieldProps {
  value: string;
  onChange: (url: string) => void;
  error: string | undefined;
  /** The stored source, when there is one: its channel says how it is. */
  source?: Source | undefined;
}

/** The channel that feeds a source beside its own address. */
export function ChannelField({ value, onChange, error, source }: ChannelFieldProps) {
  const [refusal, setRefusal] = useState<string>();
  const [isAsking, setAsking] = useState(false);
  const ask_new = async () => {
    setAsking(true);
    setRefusal(undefined);
    try {
      const made = await ask(api.POST('/api/v1/channels', { body: {} }));
      onChange(made.url);
    } catch (failure) {
      const { detail, hint } = problemOf(failure);
      setRefusal([detail, hint].filter(Boolean).join(' '));
    } finally {
      setAsking(false);
    }
  };
  const words = source?.channel && source.channel_url === value.trim() ? channelWords(source.channel) : null;
  return (
    <EditorSection label={t`Channel`} note={t`Optional`}>
      <Field
        label={t`Channel`}
        isLabelHidden
        error={error ?? refusal}
        hint={t`Without a tunnel: a smee.io or gosmee channel takes what the sender sends, and Tacklebox fetches it there. Whoever knows its address can read along.`}
      >
        <TextInput
          isMono
          inputMode="url"
          value={value}
          placeholder="https://smee.io/…"
          onChange={(event) => onChange(event.target.value)}
        />
      </Field>
      <div className={styles.row}>
        <Button onClick={() => void ask_new()} isBusy={isAsking} disabledReason={value.trim() ? t`There is a channel` : undefined}>
          <Trans>New smee.io channel</Trans>
        </Button>
        {words && <CheckedLine tone={words.tone}>{words.text}</CheckedLine>}
      </div>
      {source?.channel?.is_exact === false && (
        <p className={styles.hint}>
          <Trans>This channel hands over parsed bodies, so a signature that does not match proves nothing. gosmee channels and
          tunnels keep the exact bytes.</Trans>
        </p>
      )}
    </EditorSection>
  );
}
