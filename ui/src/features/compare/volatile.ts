/** What differs from one payload to the next without meaning anything. */
export const volatilePaths: readonly string[] = [
  '/id',
  '/created',
  '/created_at',
  '/timestamp',
  '/request/id',
  '/request/idempotency_key',
];
