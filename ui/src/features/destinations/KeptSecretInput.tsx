import { t } from '@lingui/core/macro';
import { useState } from 'react';

import { IconButton } from '../../design/IconButton';
import { TextInput } from '../../design/TextInput';

export interface KeptSecretInputProps {
  value: string;
  onValueChange: (secret: string) => void;
  /** What may be shown of the secret that is kept; null when there is none. */
  keptHint: string | null;
}

/** A secret that goes in and never comes out: what is kept stays unless something is entered. */
export function KeptSecretInput({ value, onValueChange, keptHint }: KeptSecretInputProps) {
  const [isShown, setShown] = useState(false);
  return (
    <TextInput
      isMono
      type={isShown || !value ? 'text' : 'password'}
      autoComplete="off"
      value={value}
      placeholder={keptHint === null ? '' : t`${keptHint} stays`}
      onChange={(event) => onValueChange(event.target.value)}
      suffix={
        value && (
          <IconButton
            glyph={isShown ? 'eye-off' : 'eye'}
            label={isShown ? t`Hide what was entered` : t`Show what was entered`}
            onClick={() => setShown(!isShown)}
          />
        )
      }
    />
  );
}
