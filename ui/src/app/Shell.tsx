import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';

import { useCommand, useCommandKeys } from '../commands';
import { ImportArea } from '../features/interchange/ImportArea';
import { CloseQuestion } from './CloseQuestion';
import { EngineBanner } from './EngineBanner';
import { useLayout } from './layout';
import { later } from '../design/later';
import type { PaletteMode } from './palette/usePaletteEntries';
import { PaneBoundary } from './PaneBoundary';
import { Rail } from './Rail';
import styles from './Shell.module.css';
import { StatusBar } from './StatusBar';
import { TitleBar } from './TitleBar';
import { useAppearance } from './useAppearance';
import { useIsNarrowerThan } from './useMediaQuery';
import { useShellCommands } from './useShellCommands';

const CommandPalette = later(async () => (await import('./palette/CommandPalette')).CommandPalette);
const ShortcutOverlay = later(async () => (await import('./ShortcutOverlay')).ShortcutOverlay);

/** The frame around every screen: title bar, rail, the screen itself, status bar. */
export function Shell() {
  useAppearance();
  const { isRailCollapsed } = useLayout();
  const isNarrow = useIsNarrowerThan(1000);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const [paletteMode, setPaletteMode] = useState<PaletteMode | null>(null);
  const [isShowingShortcuts, setShowingShortcuts] = useState(false);

  const main = useRef<HTMLElement>(null);
  // The screen that stands there; `path` may be on its way still.
  const shown = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const last = useRef(shown);

  // What had the focus may have gone with the screen before; then the keys go on from the new one.
  useEffect(() => {
    const isFirst = last.current === undefined;
    last.current = shown;
    if (!isFirst && document.activeElement === document.body) main.current?.focus({ preventScroll: true });
  }, [shown]);

  const navigate = useNavigate();

  useCommandKeys();
  useShellCommands();
  const focusedBefore = useRef<HTMLElement>(null);
  const openPalette = (mode: PaletteMode) => {
    focusedBefore.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    setPaletteMode(mode);
  };
  useCommand('palette', () => openPalette('all'));
  useCommand('go-to', () => openPalette('places'));
  useCommand('shortcuts', () => setShowingShortcuts(true));

  return (
    <div className={styles.shell} data-rail={isNarrow || isRailCollapsed ? 'icons' : 'words'}>
      <TitleBar />
      <EngineBanner />
      <Rail isCollapsed={isNarrow || isRailCollapsed} />
      <main ref={main} tabIndex={-1} className={styles.main}>
        <PaneBoundary of={path}>
          <Outlet />
        </PaneBoundary>
      </main>
      <StatusBar />
      <CloseQuestion />
      <ImportArea
        onReceived={(id) => void navigate({ to: '/timeline', search: { selected: id } })}
      />
      <CommandPalette mode={paletteMode} focusedBefore={focusedBefore} onClose={() => setPaletteMode(null)} />
      <ShortcutOverlay isOpen={isShowingShortcuts} onClose={() => setShowingShortcuts(false)} />
    </div>
  );
}
