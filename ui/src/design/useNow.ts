import { useEffect, useState } from 'react';

/** The present moment in unix ms, renewed every `every_ms` so that relative times stay true. */
export function useNow(every_ms: number = 15_000): number {
  const [now_ms, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every_ms);
    return () => clearInterval(timer);
  }, [every_ms]);
  return now_ms;
}
