import { create } from 'zustand';
import { persist } from 'zustand/middleware';

/** The least width of the inspector beside the list, and of the list beside the inspector, in pixels. */
export const INSPECTOR_WIDTH_MIN = 360;
export const LIST_WIDTH_MIN = 420;
/** The least height of either when the inspector is below the list, in pixels. */
export const PANE_HEIGHT_MIN = 160;

interface Layout {
  isRailCollapsed: boolean;
  isInspectorBelow: boolean;
  /** Share of the room the inspector takes, 0 to 1. */
  inspectorShare: number;
  toggleRail: () => void;
  toggleInspectorPlace: () => void;
  setInspectorShare: (share: number) => void;
}

/** How the panes are arranged; of this window alone, and no user data. */
export const useLayout = create<Layout>()(
  persist(
    (set) => ({
      isRailCollapsed: false,
      isInspectorBelow: false,
      inspectorShare: 0.42,
      toggleRail: () => set((layout) => ({ isRailCollapsed: !layout.isRailCollapsed })),
      toggleInspectorPlace: () => set((layout) => ({ isInspectorBelow: !layout.isInspectorBelow })),
      setInspectorShare: (share) => set({ inspectorShare: Math.min(0.75, Math.max(0.2, share)) }),
    }),
    { name: 'tacklebox.layout', version: 1 },
  ),
);
