import { t } from '@lingui/core/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';

import { useCommand } from '../commands';
import { problemOf } from '../data/client';
import { useChangeSettings, useSettings } from '../data/settings';
import type { Settings, Theme } from '../contract';
import { keys } from '../data/keys';
import { useToast } from '../design/Toast';
import { useTestEvent } from '../features/first-run/useTestEvent';
import { isEmptyFilter } from '../features/timeline';
import { useLayout } from './layout';
import { focusPane } from './panes';
import { useUndoCommands } from '../undo';
import { useFilter } from './useFilter';

/** Offers what can be done from every screen. */
export function useShellCommands(): void {
  usePlaces();
  useUndoCommands();
  useThemes();
  useZoom();
  const navigate = useNavigate();
  const { toggleRail, toggleInspectorPlace } = useLayout();
  const testEvent = useTestEvent();
  const [filter, setFilter] = useFilter();

  useCommand('new-subscription', () => void navigate({ to: '/subscriptions/$id', params: { id: 'new' }, search: {} }));
  useCommand('new-source', () => void navigate({ to: '/sources/$id', params: { id: 'new' } }));
  useCommand('new-destination', () => void navigate({ to: '/destinations/$id', params: { id: 'new' } }));
  useCommand('send-payload', () => void navigate({ to: '/catalogue/send', search: {} }));
  useCommand('import-openapi', () => void navigate({ to: '/catalogue/import' }));
  useCommand('new-mock', () => void navigate({ to: '/lab/new-mock' }));
  useCommand('attack-receiver', () => void navigate({ to: '/lab/new-run', search: {} }));
  useCommand('send-test-event', testEvent.send, testEvent.disabledReason);
  useCommand('clear-filter', () => setFilter({}), isEmptyFilter(filter) ? t`Nothing is filtered.` : undefined);
  useCommand('toggle-rail', toggleRail);
  useCommand('move-inspector', toggleInspectorPlace);
  useCommand('next-pane', () => focusPane(1));
  useCommand('previous-pane', () => focusPane(-1));
}

function usePlaces() {
  const navigate = useNavigate();
  const toTimeline = (state?: string) => () => void navigate({ to: '/timeline', search: state ? { state } : {} });
  useCommand('timeline', toTimeline());
  useCommand('failed', toTimeline('failed'));
  useCommand('waiting', toTimeline('waiting'));
  useCommand('dead-letters', () => void navigate({ to: '/dead-letters', search: {} }));
  useCommand('issues', () => void navigate({ to: '/issues', search: {} }));
  useCommand('replays', () => void navigate({ to: '/replays' }));
  useCommand('subscriptions', () => void navigate({ to: '/subscriptions' }));
  useCommand('sources', () => void navigate({ to: '/sources' }));
  useCommand('destinations', () => void navigate({ to: '/destinations' }));
  useCommand('catalogue', () => void navigate({ to: '/catalogue', search: {} }));
  useCommand('lab', () => void navigate({ to: '/lab', search: {} }));
  useCommand('settings', () => void navigate({ to: '/settings' }));
}

/** Steps of the zoom, in percent. */
const ZOOMS = [80, 90, 100, 110, 125, 150, 180];

const largerThan = (zoom: number) => ZOOMS.find((step) => step > zoom);
const smallerThan = (zoom: number) => ZOOMS.findLast((step) => step < zoom);

function useZoom() {
  const zoom = useSettings().data?.zoom_percent ?? 100;
  const change = useChangeSettings();
  const client = useQueryClient();
  const [larger, smaller] = [largerThan(zoom), smallerThan(zoom)];
  const turnTo = (step: (from: number) => number | undefined) => () => {
    // As it is now: keys can be pressed faster than the window is drawn.
    const now = client.getQueryData<Settings>(keys.settings);
    const next = now && step(now.zoom_percent);
    if (next !== undefined) change.mutate({ zoom_percent: next });
  };
  useCommand('zoom-in', turnTo(largerThan), larger === undefined ? t`It is as large as it gets.` : undefined);
  useCommand('zoom-out', turnTo(smallerThan), smaller === undefined ? t`It is as small as it gets.` : undefined);
  useCommand('zoom-reset', turnTo(() => 100), zoom === 100 ? t`It is so already.` : undefined);
}

function useThemes() {
  const theme = useSettings().data?.theme;
  const change = useChangeSettings();
  const toast = useToast();
  const turnTo = (next: Theme) => () =>
    change.mutate({ theme: next }, { onError: (error) => toast({ title: problemOf(error).detail, tone: 'failure' }) });
  const reasonAgainst = (next: Theme) => (theme === next ? t`It is so already.` : undefined);
  useCommand('theme-light', turnTo('light'), reasonAgainst('light'));
  useCommand('theme-dark', turnTo('dark'), reasonAgainst('dark'));
  useCommand('theme-high-contrast', turnTo('high_contrast'), reasonAgainst('high_contrast'));
  useCommand('theme-system', turnTo('system'), reasonAgainst('system'));
}
