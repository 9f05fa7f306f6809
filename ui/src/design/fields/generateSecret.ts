/** Bytes of chance in a secret: 24 is what the Standard Webhooks specification asks for at least, 32 suits HMAC-SHA256. */
const STANDARD_WEBHOOKS_BYTES = 24;
const HMAC_BYTES = 32;

/** A new secret in the form the scheme expects: `whsec_` and base64, or hexadecimal. */
export function generateSecret(scheme: string): string {
  const bytes = crypto.getRandomValues(
    new Uint8Array(scheme === 'standard-webhooks' ? STANDARD_WEBHOOKS_BYTES : HMAC_BYTES),
  );
  if (scheme === 'standard-webhooks') return `whsec_${btoa(String.fromCharCode(...bytes))}`;
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
