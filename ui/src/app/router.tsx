import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  type SearchSchemaInput,
} from '@tanstack/react-router';

import { type DeadLetterSearch, readDeadLetterSearch } from '../features/dead-letters/search';
import { readTimelineSearch, type TimelineSearch } from '../features/timeline';
import { type IssueSearch, readIssueSearch } from './issueSearch';
import { NotFound } from './NotFound';
import { PaneFailure } from './PaneFailure';
import { Shell } from './Shell';
import { TimelinePage } from './TimelinePage';

/** The payload to begin with. */
interface SendPayloadSearch {
  event_type?: string;
  provider?: string;
  number?: string;
  event_id?: string;
}

/** Two payloads, and how to compare them. */
interface CompareSearch {
  left: string;
  right: string;
  ignore?: string;
  /** Regular expressions of lines that do not count, one a line. */
  lines?: string;
  mode?: string;
  arrays?: string;
  /** Of the change to begin with. */
  path?: string;
}

const rootRoute = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const timelineRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/timeline',
  validateSearch: (search: TimelineSearch & SearchSchemaInput) => readTimelineSearch({ ...search }),
  component: TimelinePage,
});

/** Addresses that stand for a filter of the timeline; the tray and notifications lead to them. */
const shortcuts = [
  { path: '/', search: {} },
  { path: '/timeline/failed', search: { state: 'failed' } },
  { path: '/timeline/waiting', search: { state: 'waiting' } },
  { path: '/index.html', search: {} },
] as const;

const shortcutRoutes = shortcuts.map(({ path, search }) =>
  createRoute({
    getParentRoute: () => rootRoute,
    path: path as string,
    beforeLoad: () => {
      throw redirect({ to: '/timeline', search, replace: true });
    },
  }),
);

const issuesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/issues',
  validateSearch: (search: IssueSearch & SearchSchemaInput): IssueSearch => readIssueSearch({ ...search }),
  component: lazyRouteComponent(() => import('./issuesPages'), 'IssuesPage'),
});

const deadLettersRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/dead-letters',
  validateSearch: (search: DeadLetterSearch & SearchSchemaInput): DeadLetterSearch => readDeadLetterSearch({ ...search }),
  component: lazyRouteComponent(() => import('./issuesPages'), 'DeadLettersPage'),
});

const replaysRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/replays',
  component: lazyRouteComponent(() => import('./issuesPages'), 'ReplaysPage'),
});

const sourcesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sources',
  component: lazyRouteComponent(() => import('../features/sources'), 'SourcesScreen'),
});

const sourceRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sources/$id',
  component: lazyRouteComponent(() => import('./editorPages'), 'SourcePage'),
});

const providersRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sources/providers',
  component: lazyRouteComponent(() => import('../features/providers'), 'ProvidersScreen'),
});

const providerRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sources/providers/$slug',
  component: lazyRouteComponent(() => import('./editorPages'), 'ProviderPage'),
});

const destinationsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/destinations',
  component: lazyRouteComponent(() => import('../features/destinations'), 'DestinationsScreen'),
});

const destinationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/destinations/$id',
  component: lazyRouteComponent(() => import('./editorPages'), 'DestinationPage'),
});

const subscriptionsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/subscriptions',
  component: lazyRouteComponent(() => import('../features/subscriptions'), 'SubscriptionsScreen'),
});

const subscriptionRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/subscriptions/$id',
  validateSearch: (search: { source_id?: string } & SearchSchemaInput): { source_id?: string } =>
    typeof search.source_id === 'string' ? { source_id: search.source_id } : {},
  component: lazyRouteComponent(() => import('./editorPages'), 'SubscriptionPage'),
});

const catalogueRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/catalogue',
  validateSearch: (search: { part?: string } & SearchSchemaInput): { part?: 'examples' | 'sent' } =>
    search.part === 'examples' || search.part === 'sent' ? { part: search.part } : {},
  component: lazyRouteComponent(() => import('./cataloguePages'), 'CataloguePage'),
});

const kindRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/catalogue/kind',
  validateSearch: (search: { event_type: string; source_id?: string } & SearchSchemaInput): { event_type: string; source_id?: string } => ({
    event_type: String(search.event_type),
    ...(typeof search.source_id === 'string' && { source_id: search.source_id }),
  }),
  component: lazyRouteComponent(() => import('./cataloguePages'), 'KindPage'),
});

const importKindsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/catalogue/import',
  component: lazyRouteComponent(() => import('../features/catalogue'), 'ImportKinds'),
});

const sendPayloadRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/catalogue/send',
  validateSearch: (search: SendPayloadSearch & SearchSchemaInput): SendPayloadSearch => ({ ...search }),
  component: lazyRouteComponent(() => import('./cataloguePages'), 'SendPayloadPage'),
});

const compareRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/compare',
  validateSearch: ({ left, right, ignore, lines, mode, arrays, path }: CompareSearch & SearchSchemaInput): CompareSearch => ({
    left: String(left),
    right: String(right),
    ...(ignore && { ignore }),
    ...(lines && { lines: String(lines) }),
    ...(mode && { mode }),
    ...(arrays && { arrays }),
    ...(path && { path }),
  }),
  component: lazyRouteComponent(() => import('./ComparePage'), 'ComparePage'),
});

const editReplayRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/deliveries/$id/edit',
  component: lazyRouteComponent(() => import('./EditReplayPage'), 'EditReplayPage'),
});

const labRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/lab',
  validateSearch: (search: { part?: string } & SearchSchemaInput): { part?: 'hostile' } =>
    search.part === 'hostile' ? { part: 'hostile' } : {},
  component: lazyRouteComponent(() => import('./labPages'), 'LabPage'),
});

const newMockRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/lab/new-mock',
  component: lazyRouteComponent(() => import('../features/lab'), 'NewMock'),
});

const mockRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/lab/mocks/$name',
  component: lazyRouteComponent(() => import('./labPages'), 'MockPage'),
});

const newLabRunRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/lab/new-run',
  validateSearch: (search: { again?: string } & SearchSchemaInput): { again?: string } =>
    typeof search.again === 'string' ? { again: search.again } : {},
  component: lazyRouteComponent(() => import('./labPages'), 'NewLabRunPage'),
});

const labRunRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/lab/runs/$id',
  component: lazyRouteComponent(() => import('./labPages'), 'LabRunPage'),
});

const settingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('../features/settings'), 'SettingsScreen'),
});

/** Search parameters are plain text, so that addresses can be read and written by people. */
export const router = createRouter({
  routeTree: rootRoute.addChildren([
    timelineRoute,
    issuesRoute,
    deadLettersRoute,
    replaysRoute,
    sourcesRoute,
    sourceRoute,
    providersRoute,
    providerRoute,
    destinationsRoute,
    destinationRoute,
    subscriptionsRoute,
    subscriptionRoute,
    catalogueRoute,
    kindRoute,
    importKindsRoute,
    sendPayloadRoute,
    compareRoute,
    editReplayRoute,
    labRoute,
    newMockRoute,
    mockRoute,
    newLabRunRoute,
    labRunRoute,
    settingsRoute,
    ...shortcutRoutes,
  ]),
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const given = Object.entries(search).filter(([, value]) => value !== undefined && value !== '');
    const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
    return text === '' ? '' : `?${text}`;
  },
  // What a screen does not know does not stay in its address.
  search: { strict: true },
  defaultPreload: 'intent',
  defaultErrorComponent: PaneFailure,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
