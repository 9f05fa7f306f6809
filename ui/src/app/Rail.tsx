import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link, useRouterState } from '@tanstack/react-router';

import { type CommandId, commandWords } from '../commands';
import { useDestinations } from '../data/destinations';
import { useOverview } from '../data/overview';
import { useSources } from '../data/sources';
import { useSubscriptions } from '../data/subscriptions';
import { filterOf, readTimelineSearch } from '../features/timeline';
import { classNames } from '../design/classNames';
import { countText } from '../design/formatNumber';
import { Glyph } from '../design/glyphs';
import { Tooltip } from '../design/Tooltip';
import { later } from '../design/later';
import entry from '../design/RailEntry.module.css';
import styles from './Rail.module.css';

const SavedViewLinks = later(async () => (await import('../features/timeline/views')).SavedViewLinks);

interface Place {
  /** The command that goes there has its words. */
  command: CommandId;
  to: '/timeline' | '/issues' | '/dead-letters' | '/replays' | '/subscriptions' | '/sources' | '/destinations' | '/catalogue' | '/lab' | '/settings';
  /** The states the timeline is filtered by. */
  state?: string;
  count?: number | undefined;
  /** The number asks for attention. */
  isUrgent?: boolean;
}

/** The ways to every screen, with live counts. */
export function Rail({ isCollapsed }: { isCollapsed: boolean }) {
  const overview = useOverview().data;
  const counts = overview?.counts;
  const setUp: Place[] = [
    { command: 'subscriptions', to: '/subscriptions', count: useSubscriptions().data?.length },
    { command: 'sources', to: '/sources', count: useSources().data?.length },
    { command: 'destinations', to: '/destinations', count: useDestinations().data?.length },
    { command: 'catalogue', to: '/catalogue' },
    { command: 'lab', to: '/lab' },
  ];
  const views: Place[] = [
    { command: 'timeline', to: '/timeline', count: counts?.total },
    { command: 'failed', to: '/timeline', state: 'failed', count: counts?.failed },
    { command: 'waiting', to: '/timeline', state: 'waiting', count: counts?.waiting },
    { command: 'issues', to: '/issues', count: overview?.issues.open, isUrgent: true },
    { command: 'dead-letters', to: '/dead-letters', count: counts?.dead_letter, isUrgent: true },
    { command: 'replays', to: '/replays' },
  ];
  return (
    <nav className={styles.rail} aria-label={t`Main`}>
      <ul>
        {views.map((place) => (
          <RailLink key={place.command} place={place} isCollapsed={isCollapsed} />
        ))}
      </ul>
      <SavedViewLinks isCollapsed={isCollapsed} />
      <h2 className={isCollapsed ? entry.line : entry.heading}>{isCollapsed ? <span className="visually-hidden"><Trans>Set up</Trans></span> : t`Set up`}</h2>
      <ul>
        {setUp.map((place) => (
          <RailLink key={place.command} place={place} isCollapsed={isCollapsed} />
        ))}
      </ul>
      <span className={styles.gap} />
      <ul>
        <RailLink place={{ command: 'settings', to: '/settings' }} isCollapsed={isCollapsed} />
      </ul>
    </nav>
  );
}

function RailLink({ place, isCollapsed }: { place: Place; isCollapsed: boolean }) {
  const isCurrent = useRouterState({ select: ({ location }) => isAt(place, location) });
  const count = place.count ? countText(place.count) : '';
  const { title, glyph } = commandWords(place.command);
  return (
    <li>
      <Tooltip content={isCollapsed ? [title, count].filter(Boolean).join(' · ') : ''} side="right">
        <Link
          to={place.to}
          search={place.state ? { state: place.state } : {}}
          className={classNames(entry.link, isCurrent && entry.current, isCollapsed && entry.icon)}
          aria-current={isCurrent ? 'page' : undefined}
        >
          <Glyph name={glyph} />
          <span className={isCollapsed ? 'visually-hidden' : entry.name}>{title}</span>
          {count && (
            <span className={classNames(isCollapsed ? styles.mark : entry.count, place.isUrgent && styles.urgent)}>
              {isCollapsed ? <span className="visually-hidden">{count}</span> : count}
            </span>
          )}
        </Link>
      </Tooltip>
    </li>
  );
}

/** A view of the timeline is current only with exactly its filter. */
function isAt(place: Place, location: { pathname: string; search: Record<string, unknown> }): boolean {
  if (place.to !== '/timeline') return location.pathname.startsWith(place.to);
  if (location.pathname !== '/timeline') return false;
  const search = readTimelineSearch(location.search);
  if (search.view) return false;
  const { state, ...others } = filterOf(search);
  return state === place.state && (place.state === undefined || Object.keys(others).length === 0);
}
