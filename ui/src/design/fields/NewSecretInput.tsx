import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';

import { Button } from '../Button';
import { CopyButton } from '../CopyButton';
import { IconButton } from '../IconButton';
import { TextInput } from '../TextInput';
import { generateSecret } from './generateSecret';
import styles from './fields.module.css';

export interface NewSecretInputProps {
  value: string;
  onValueChange: (secret: string) => void;
  /** Decides what Generate makes. */
  scheme: string;
  /** Whether a secret can be made here; otherwise it comes from the sender. */
  canGenerate?: boolean;
  placeholder?: string;
  'aria-label'?: string;
}

/** A secret being entered: typed or pasted, generated, shown, copied. */
export function NewSecretInput({ value, onValueChange, scheme, canGenerate = true, placeholder, ...rest }: NewSecretInputProps) {
  const [isShown, setShown] = useState(false);
  return (
    <div className={styles.line}>
      <TextInput
        isMono
        className={styles.grow}
        type={isShown || !value ? 'text' : 'password'}
        autoComplete="off"
        value={value}
        placeholder={placeholder}
        onChange={(event) => onValueChange(event.target.value)}
        suffix={
          value && (
            <span className={styles.inside}>
              <IconButton
                glyph={isShown ? 'eye-off' : 'eye'}
                label={isShown ? t`Hide secret` : t`Show secret`}
                onClick={() => setShown(!isShown)}
              />
              <CopyButton text={value} label={t`Copy secret`} />
            </span>
          )
        }
        {...rest}
      />
      {canGenerate && (
        <Button
          glyph="key"
          onClick={() => {
            onValueChange(generateSecret(scheme));
            setShown(true);
          }}
        >
          <Trans>Generate</Trans>
        </Button>
      )}
    </div>
  );
}
