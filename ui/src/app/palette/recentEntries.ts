import { create } from 'zustand';
import { persist } from 'zustand/middleware';

const KEPT_MAX = 20;

interface RecentEntries {
  /** Ids of entries, the latest first. */
  ids: readonly string[];
  remember: (id: string) => void;
}

/** What was chosen in the palette of this window lately. */
export const useRecentEntries = create<RecentEntries>()(
  persist(
    (set) => ({
      ids: [],
      remember: (id) => set(({ ids }) => ({ ids: [id, ...ids.filter((other) => other !== id)].slice(0, KEPT_MAX) })),
    }),
    { name: 'tacklebox.palette', version: 1 },
  ),
);
