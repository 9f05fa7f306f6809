import { useState } from 'react';

/** True from the first time `condition` was true: what opened by itself does not fold while one types. */
export function useLatched(condition: boolean): boolean {
  const [isLatched, setLatched] = useState(condition);
  if (condition && !isLatched) setLatched(true);
  return isLatched;
}
