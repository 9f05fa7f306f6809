import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router';

import { useTestEvent } from '../features/first-run';
import { useShortcut } from '../design/useShortcut';
import { CloseDialog } from './CloseDialog';
import { EngineBanner } from './EngineBanner';
import { useLayout } from './layout';
import { PaneBoundary } from './PaneBoundary';
import { Rail } from './Rail';
import styles from './Shell.module.css';
import { StatusBar } from './StatusBar';
import { TitleBar } from './TitleBar';
import { useAppearance } from './useAppearance';
import { useMediaQuery } from './useMediaQuery';

/** The frame around every screen: title bar, rail, the screen itself, status bar. */
export function Shell() {
  useAppearance();
  const navigate = useNavigate();
  const { isRailCollapsed, toggleRail, toggleInspectorPlace } = useLayout();
  const isNarrow = useMediaQuery('(width < 1000px)');
  const path = useRouterState({ select: (state) => state.location.pathname });
  const testEvent = useTestEvent();

  useShortcut('Mod+B', toggleRail);
  useShortcut('Mod+J', toggleInspectorPlace);
  useShortcut('Mod+N', () => void navigate({ to: '/subscriptions/$id', params: { id: 'new' }, search: {} }));
  useShortcut('Mod+T', testEvent.send);
  useShortcut('Mod+,', () => void navigate({ to: '/settings' }));

  return (
    <div className={styles.shell} data-rail={isNarrow || isRailCollapsed ? 'icons' : 'words'}>
      <TitleBar />
      <EngineBanner />
      <Rail isCollapsed={isNarrow || isRailCollapsed} />
      <main className={styles.main}>
        <PaneBoundary of={path}>
          <Outlet />
        </PaneBoundary>
      </main>
      <StatusBar />
      <CloseDialog />
    </div>
  );
}
