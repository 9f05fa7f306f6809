import { t } from '@lingui/core/macro';

import type { Verification } from '../contract';
import { Glyph } from '../design/glyphs';
import styles from './SignatureLine.module.css';

/** What the check of the signature said; always in sight. */
export function SignatureLine({ verification }: { verification: Verification }) {
  const { verdict, explanation } = verification;
  const glyph = verdict === 'verified' ? 'check' : verdict === 'rejected' ? 'rejected' : 'unrouted';
  return (
    <p className={styles[verdict]} title={explanation}>
      <Glyph name={glyph} size={12} />
      <span>{signatureWords(verification)}</span>
    </p>
  );
}

/** `Signature valid (whsec_…3f, 2 s skew)`. */
export function signatureWords({ verdict, explanation, secret_hint, skew_s }: Verification): string {
  switch (verdict) {
    case 'verified': {
      const seconds = Math.abs(skew_s ?? 0);
      const details = [secret_hint, seconds > 0 && t`${seconds} s skew`].filter(Boolean).join(', ');
      return details ? t`Signature valid (${details})` : t`Signature valid`;
    }
    case 'rejected':
      return explanation;
    case 'not_checked':
      return t`Signature not checked`;
  }
}
