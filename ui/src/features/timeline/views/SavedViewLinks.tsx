import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link, useNavigate, useRouterState } from '@tanstack/react-router';
import { useState } from 'react';

import type { RowCount, SavedView } from '../../../contract';
import { problemOf } from '../../../data/client';
import { useChangeView, useDeleteView, useSavedViews } from '../../../data/savedViews';
import { classNames } from '../../../design/classNames';
import { Glyph } from '../../../design/glyphs';
import { IconButton } from '../../../design/IconButton';
import { Menu } from '../../../design/Menu';
import entry from '../../../design/RailEntry.module.css';
import { useToast } from '../../../design/Toast';
import { Tooltip } from '../../../design/Tooltip';
import { useUndoToast } from '../../../undo';
import { readTimelineSearch } from '../search';
import { NameDialog } from './NameDialog';
import { rowCountText, useViewCounts } from './viewCounts';
import { searchOf } from './viewSearch';
import styles from './views.module.css';

/** The ways to the saved views; nothing while there are none. */
export function SavedViewLinks({ isCollapsed }: { isCollapsed: boolean }) {
  const views = useSavedViews().data ?? [];
  const counts = useViewCounts(views);
  const [renamed, setRenamed] = useState<SavedView | null>(null);
  const change = useChangeView(() => setRenamed(null));
  if (views.length === 0) return null;
  return (
    <>
      {isCollapsed ? (
        <h2 className={entry.line}>
          <span className="visually-hidden">
            <Trans>Saved views</Trans>
          </span>
        </h2>
      ) : (
        <h2 className={entry.heading}>
          <Trans>Saved views</Trans>
        </h2>
      )}
      <ul>
        {views.map((view) => (
          <ViewLink key={view.id} view={view} count={counts.get(view.id)} isCollapsed={isCollapsed} onRename={() => setRenamed(view)} />
        ))}
      </ul>
      {renamed && (
        <NameDialog
          title={t`Rename the view`}
          name={renamed.name}
          problem={change.error && problemOf(change.error)}
          isBusy={change.isPending}
          onSave={(name) => change.mutate({ id: renamed.id, name })}
          onClose={() => setRenamed(null)}
        />
      )}
    </>
  );
}

interface ViewLinkProps {
  view: SavedView;
  /** How many rows it shows, once that is known. */
  count: RowCount | undefined;
  isCollapsed: boolean;
  onRename: () => void;
}

function ViewLink({ view, count, isCollapsed, onRename }: ViewLinkProps) {
  const isCurrent = useRouterState({
    select: ({ location }) => location.pathname === '/timeline' && readTimelineSearch(location.search).view === view.id,
  });
  const navigate = useNavigate();
  const remove = useDeleteView();
  const toast = useToast();
  const undoToast = useUndoToast();
  const deleteView = () =>
    remove.mutate(view.id, {
      onError: (error) => toast({ title: problemOf(error).detail, tone: 'failure' }),
      onSuccess: () => {
        if (isCurrent) void navigate({ to: '/timeline', search: {} });
        void undoToast();
      },
    });
  return (
    <li className={styles.item}>
      <Tooltip content={isCollapsed ? [view.name, count && rowCountText(count)].filter(Boolean).join(' · ') : ''} side="right">
        <Link
          to="/timeline"
          search={searchOf(view)}
          className={classNames(entry.link, isCurrent && entry.current, isCollapsed && entry.icon)}
          aria-current={isCurrent ? 'page' : undefined}
        >
          <Glyph name="search" />
          <span className={isCollapsed ? 'visually-hidden' : entry.name}>{view.name}</span>
          {count && !isCollapsed && <span className={classNames(entry.count, styles.count)}>{rowCountText(count)}</span>}
        </Link>
      </Tooltip>
      {!isCollapsed && (
        <Menu
          align="end"
          trigger={<IconButton glyph="more" label={t`What to do with “${view.name}”`} className={styles.more} />}
          entries={[
            { label: t`Rename…`, glyph: 'pencil', onSelect: onRename },
            { label: t`Delete`, glyph: 'trash', isDangerous: true, onSelect: deleteView },
          ]}
        />
      )}
    </li>
  );
}
