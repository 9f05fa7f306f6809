import { useEffect, useRef, useState } from 'react';

/** The least time between two announcements, so that a screen reader can keep up. */
const GAP_MS = 5_000;

/** A text for a live region: the newest, renewed at most every five seconds. */
export function useAnnouncement(text: string): string {
  const [announced, setAnnounced] = useState('');
  const last_ms = useRef(0);
  useEffect(() => {
    if (text === announced) return;
    const wait_ms = Math.max(0, last_ms.current + GAP_MS - Date.now());
    const timer = setTimeout(() => {
      last_ms.current = Date.now();
      setAnnounced(text);
    }, wait_ms);
    return () => clearTimeout(timer);
  }, [text, announced]);
  return announced;
}
