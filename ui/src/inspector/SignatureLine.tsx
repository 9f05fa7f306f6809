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
      const details = [secret_hint, skew_s !== null && Math.abs(skew_s) > 0 && `${Math.abs(skew_s)} s skew`].filter(
        Boolean,
      );
      return details.length > 0 ? `Signature valid (${details.join(', ')})` : 'Signature valid';
    }
    case 'rejected':
      return explanation;
    case 'not_checked':
      return 'Signature not checked';
  }
}
