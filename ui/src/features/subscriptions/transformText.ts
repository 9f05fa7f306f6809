import { t } from '@lingui/core/macro';

import type { TransformTest } from '../../contract';

type Failure = NonNullable<TransformTest['error']>;

/** Why a transform failed, with its place first: `Line 3, column 5: TypeError: …`. */
export function failureText({ message, line, column }: Failure): string {
  if (line === null) return message;
  return column === null ? t`Line ${line}: ${message}` : t`Line ${line}, column ${column}: ${message}`;
}
