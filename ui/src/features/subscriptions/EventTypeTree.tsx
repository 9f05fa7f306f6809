import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';

import { Checkbox } from '../../design/Checkbox';
import { countText } from '../../design/formatNumber';
import { IconButton } from '../../design/IconButton';
import { TextInput } from '../../design/TextInput';
import { Glyph } from '../../design/glyphs';
import { type EventTypeGroup, type EventTypeNode, searchTree, type SeenEventType, withoutTypes } from './eventTypeTree';
import { groupTick, isCovered, toggleGroup, toggleType } from './patternSelection';
import styles from './subscriptions.module.css';

/** Up to this many types every group stands open. */
const OPEN_TYPES_MAX = 16;
/** From this many types on there is a search box. */
const SEARCH_TYPES_MIN = 12;

export interface EventTypeTreeProps {
  /** Everything that was seen. */
  tree: readonly EventTypeNode[];
  patterns: readonly string[];
  onPatternsChange: (patterns: string[]) => void;
}

/** The event types seen so far, grouped, with how often each came; first those that nothing known names. */
export function EventTypeTree({
  tree,
  unknown,
  patterns,
  onPatternsChange,
}: EventTypeTreeProps & { unknown: readonly SeenEventType[] }) {
  const [search, setSearch] = useState('');
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const typeCount = tree.reduce((sum, node) => sum + (node.kind === 'group' ? node.types.length : 1), 0);
  const shown = searchTree(withoutTypes(tree, unknown), search);
  const wanted = search.trim().toLowerCase();
  const shownUnknown = unknown.filter(({ event_type }) => event_type.toLowerCase().includes(wanted));

  const isOpen = (group: EventTypeGroup) => {
    if (search.trim()) return true;
    const isOpenAtFirst = typeCount <= OPEN_TYPES_MAX || groupTick(patterns, group) === 'some';
    return turned.has(group.wildcard) !== isOpenAtFirst;
  };
  const turn = (group: EventTypeGroup) =>
    setTurned((before) => {
      const next = new Set(before);
      if (!next.delete(group.wildcard)) next.add(group.wildcard);
      return next;
    });

  return (
    <>
      {typeCount >= SEARCH_TYPES_MIN && (
        <div className={styles.search}>
          <Glyph name="search" />
          <TextInput
            aria-label={t`Search event types`}
            placeholder={t`Search event types`}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            className={styles.searchInput}
          />
        </div>
      )}
      <div className={styles.treeScroll}>
        {shownUnknown.length > 0 && (
          <section className={styles.unknown} aria-label={t`Seen but unknown types`}>
            <h3 title={t`Neither an example of the provider nor a schema in the catalogue names them.`}>
              <Trans>Seen but unknown types</Trans>
            </h3>
            <div className={styles.tree}>
              {shownUnknown.map((type) => (
                <Checkbox
                  key={type.event_type}
                  className={styles.treeRow}
                  isChecked={isCovered(patterns, type.event_type)}
                  onCheckedChange={() => onPatternsChange(toggleType(patterns, type.event_type, tree))}
                  label={type.event_type}
                  trailing={countText(type.count)}
                />
              ))}
            </div>
          </section>
        )}
        <div className={styles.tree}>
          {shown.map((node) =>
            node.kind === 'single' ? (
              <Checkbox
                key={node.event_type}
                className={styles.treeRow}
                isChecked={isCovered(patterns, node.event_type)}
                onCheckedChange={() => onPatternsChange(toggleType(patterns, node.event_type, tree))}
                label={node.event_type}
                trailing={countText(node.count)}
              />
            ) : (
              <GroupRows
                key={node.wildcard}
                group={node}
                // Searching hides types of a group, but ticking it means all of them.
                whole={wholeGroup(tree, node)}
                isOpen={isOpen(node)}
                onTurn={() => turn(node)}
                patterns={patterns}
                onPatternsChange={onPatternsChange}
                tree={tree}
              />
            ),
          )}
          {shown.length === 0 && shownUnknown.length === 0 && (
            <p className={styles.treeNone}>{t`No event type seen contains “${search.trim()}”.`}</p>
          )}
        </div>
      </div>
    </>
  );
}

interface GroupRowsProps extends EventTypeTreeProps {
  group: EventTypeGroup;
  whole: EventTypeGroup;
  isOpen: boolean;
  onTurn: () => void;
}

function GroupRows({ group, whole, isOpen, onTurn, patterns, onPatternsChange, tree }: GroupRowsProps) {
  const tick = groupTick(patterns, whole);
  return (
    <>
      <div className={styles.groupRow}>
        <Checkbox
          className={styles.treeRow}
          isChecked={tick === 'all'}
          isPartly={tick === 'some'}
          onCheckedChange={() => onPatternsChange(toggleGroup(patterns, whole, tree))}
          aria-label={t`Every ${group.segment} event, ${group.wildcard}`}
          label={<b className={styles.groupName}>{tick === 'all' ? group.wildcard : group.segment}</b>}
          trailing={countText(whole.count)}
        />
        <IconButton
          glyph={isOpen ? 'chevron-down' : 'chevron-right'}
          label={isOpen ? t`Fold ${group.segment}` : t`Unfold ${group.segment}`}
          aria-expanded={isOpen}
          className={styles.fold}
          onClick={onTurn}
        />
      </div>
      {isOpen &&
        group.types.map((type) => (
          <Checkbox
            key={type.event_type}
            className={styles.typeRow}
            isChecked={isCovered(patterns, type.event_type)}
            onCheckedChange={() => onPatternsChange(toggleType(patterns, type.event_type, tree))}
            label={type.event_type}
            trailing={countText(type.count)}
          />
        ))}
    </>
  );
}

function wholeGroup(tree: readonly EventTypeNode[], group: EventTypeGroup): EventTypeGroup {
  const found = tree.find((node) => node.kind === 'group' && node.wildcard === group.wildcard);
  return found?.kind === 'group' ? found : group;
}
