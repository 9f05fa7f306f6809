import { t } from '@lingui/core/macro';
import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';

import type { TreeLevel, TreeNode } from '../../contract';
import { bodyValueText, VALUE_LENGTH_MAX } from '../../data/bodyValue';
import { problemOf } from '../../data/client';
import { ErrorNotice } from '../../design/ErrorNotice';
import { IconButton } from '../../design/IconButton';
import { useToast } from '../../design/Toast';
import { platform } from '../../platform/platform';
import styles from './BodyViewer.module.css';
import { CHUNK_CHILDREN, type ReadBody, readPart, treeQuery } from './bodySource';
import { drawn, elementHeight, LINE_HEIGHT, type Place, placeAt, scrolled } from './scrolling';
import { TreeRow } from './TreeRow';
import { type Branch, branchAt, branchOf, jsonPath, rowAt, rowCount, rowOf, type TreePath, withBranch } from './treeRows';

/** A longer value is saved, not copied. */
const COPY_BYTES_MAX = 5_000_000;
/** Rows that are drawn before the tree scrolls in its own box. */
const WHOLE_ROWS_MAX = 30;

interface JsonTreeProps {
  body: ReadBody;
  label: string;
  /** Shows the events that have a value; without it, that is not offered. */
  onFilter: ((value: string) => void) | undefined;
}

const isValue = ({ kind, at, end }: TreeNode) => kind !== 'object' && kind !== 'array' && end - at <= VALUE_LENGTH_MAX;

/** JSON as a tree. The engine gives the children in sight; nothing else of the body is here. */
export function JsonTree({ body, label, onFilter }: JsonTreeProps) {
  const root = useQuery(treeQuery(body, 0, 0));
  if (root.isError) return <ErrorNotice problem={problemOf(root.error)} onRetry={() => void root.refetch()} />;
  return root.data ? <OpenTree body={body} label={label} onFilter={onFilter} level={root.data} /> : null;
}

function OpenTree({ body, label, level, onFilter }: JsonTreeProps & { level: TreeLevel }) {
  const client = useQueryClient();
  const toast = useToast();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [tree, setTree] = useState<Branch>(() => branchOf(level.parent));
  const [current, setCurrent] = useState<TreePath>(level.parent.child_count > 0 ? [0] : []);
  const [place, setPlace] = useState<Place>({ scrollTop: 0, top: 0 });
  const [height, setHeight] = useState(400);

  // The root itself is the first row.
  const total = rowCount(tree) + 1;
  const heights = { total, extra: new Map<number, number>() };
  const lengths = { whole: total * LINE_HEIGHT, view: height };
  const range = drawn(place, height, heights);
  const rows = Array.from({ length: range.end - range.first }, (_, offset) => range.first + offset).map((row) => ({
    row,
    place: row === 0 ? null : rowAt(tree, row - 1),
  }));
  const wanted = new Map<string, { at: number; first: number }>();
  for (const { place: at } of rows) {
    if (!at) continue;
    const first = firstOf(at.index);
    wanted.set(`${at.parent.at} ${first}`, { at: at.parent.at, first });
  }
  const levels = useQueries({ queries: [...wanted.values()].map(({ at, first }) => treeQuery(body, at, first)) });
  const nodes = new Map<string, TreeNode>();
  for (const { data } of levels) for (const node of data?.nodes ?? []) nodes.set(`${data?.parent.at} ${node.index}`, node);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  // The box itself may stand partly below the edge of the inspector.
  useEffect(() => {
    box.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [current]);

  const nodeOf = (path: TreePath): TreeNode | undefined => {
    const [index, parent] = [path.at(-1), branchAt(tree, path.slice(0, -1))];
    return index === undefined || !parent ? level.parent : nodes.get(`${parent.at} ${index}`);
  };
  const moveTo = (next: Place) => {
    setPlace(next);
    if (box.current && box.current.scrollTop !== next.scrollTop) box.current.scrollTop = next.scrollTop;
  };
  const select = (path: TreePath, inTree = tree) => {
    setCurrent(path);
    const top = (rowOf(inTree, path) + 1) * LINE_HEIGHT;
    if (top < place.top) moveTo(placeAt(top, lengths));
    else if (top + LINE_HEIGHT > place.top + height) moveTo(placeAt(top + LINE_HEIGHT - height, lengths));
  };
  const isOpen = (path: TreePath) => path.length === 0 || branchAt(tree, path) !== undefined;
  /** Opens or closes a branch; one that is not read yet once it is. */
  const turn = (path: TreePath) => {
    if (path.length === 0) return;
    setCurrent(path);
    // Asked twice before it is read, it opens all the same.
    const open = (node: TreeNode | undefined) =>
      node && node.child_count > 0 && setTree((now) => withBranch(now, path, branchAt(now, path) ?? branchOf(node)));
    const node = nodeOf(path);
    if (isOpen(path)) setTree((now) => withBranch(now, path, null));
    else if (node) open(node);
    else void read(path).then(open, (error: unknown) => toast({ title: t`Not opened.`, detail: problemOf(error).detail, tone: 'failure' }));
  };
  const read = async (path: TreePath) => {
    const [index, parent] = [path.at(-1), branchAt(tree, path.slice(0, -1))];
    if (index === undefined || !parent) return undefined;
    const level = await client.ensureQueryData(treeQuery(body, parent.at, firstOf(index)));
    return level.nodes.find((each) => each.index === index);
  };
  const selectRow = (row: number) => {
    const to = Math.max(0, Math.min(row, total - 1));
    select(to === 0 ? [] : (rowAt(tree, to - 1)?.path ?? []));
  };

  const node = nodeOf(current);
  const path = jsonPath(tree, current, node?.key ?? null);
  const copy = async (text: Promise<string> | string) => {
    try {
      await platform().copyText(await text);
      toast({ title: t`Copied.`, tone: 'success' });
    } catch (error) {
      toast({ title: t`Not copied.`, detail: problemOf(error).detail, tone: 'failure' });
    }
  };
  const filterBy = async ({ at, end }: TreeNode) => {
    const value = bodyValueText(path, await readPart(body, at, end));
    if (value !== null) onFilter?.(value);
  };
  const tooLong = node && node.end - node.at > COPY_BYTES_MAX;

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.metaKey || event.ctrlKey || event.altKey) {
      if (event.key.toLowerCase() !== 'c' || event.shiftKey || !node || tooLong || getSelection()?.toString()) return;
      event.preventDefault();
      void copy(readPart(body, node.at, node.end));
      return;
    }
    const row = rowOf(tree, current) + 1;
    const page = Math.max(1, Math.floor(height / LINE_HEIGHT) - 1);
    const move: Record<string, () => void> = {
      ArrowDown: () => selectRow(row + 1),
      ArrowUp: () => selectRow(row - 1),
      PageDown: () => selectRow(row + page),
      PageUp: () => selectRow(row - page),
      Home: () => selectRow(0),
      End: () => selectRow(total - 1),
      ArrowRight: () => (isOpen(current) ? (node?.child_count ?? 0) > 0 && selectRow(row + 1) : turn(current)),
      ArrowLeft: () => (isOpen(current) && current.length > 0 ? turn(current) : select(current.slice(0, -1))),
      Enter: () => turn(current),
      ' ': () => turn(current),
    };
    const act = move[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  // The engine may be asked for a branch before it is drawn; what was read stays at hand.
  const prefetch = (at: TreeNode) => at.child_count > 0 && void client.prefetchQuery(treeQuery(body, at.at, 0));

  return (
    <>
      <div
        ref={box}
        role="tree"
        aria-label={label}
        aria-activedescendant={`${id}-${current.join('-')}`}
        tabIndex={0}
        className={styles.scroll}
        style={total > WHOLE_ROWS_MAX ? { height: '60vh' } : { minHeight: total * LINE_HEIGHT + 16 }}
        onKeyDown={onKeyDown}
        onScroll={({ currentTarget: { scrollTop } }) => moveTo(scrolled(place, scrollTop, lengths))}
      >
        <div className={styles.lines} style={{ height: elementHeight(lengths.whole) }} role="presentation">
          <div className={styles.shown} style={{ transform: `translateY(${range.offset}px)` }} role="presentation">
            {rows.map(({ row, place: at }) => {
              const rowPath = at?.path ?? [];
              return (
                <TreeRow
                  key={row}
                  id={`${id}-${rowPath.join('-')}`}
                  node={at ? nodes.get(`${at.parent.at} ${at.index}`) : level.parent}
                  index={at?.index ?? null}
                  isInList={at?.parent.isList ?? false}
                  level={rowPath.length + 1}
                  setSize={at?.parent.childCount ?? 1}
                  isOpen={isOpen(rowPath)}
                  isCurrent={rowPath.join() === current.join() && rowPath.length === current.length}
                  onSelect={() => setCurrent(rowPath)}
                  onTurn={() => turn(rowPath)}
                  onNear={prefetch}
                />
              );
            })}
          </div>
        </div>
      </div>
      <div className={styles.path}>
        <code title={path}>{path}</code>
        <IconButton glyph="source" label={t`Copy the path`} onClick={() => void copy(path)} />
        <IconButton
          glyph="copy"
          label={t`Copy the value`}
          disabledReason={tooLong ? t`It is longer than 5 MB. Save the body instead.` : node ? undefined : t`It is not read yet.`}
          onClick={() => node && void copy(readPart(body, node.at, node.end))}
        />
        {onFilter && (
          <IconButton
            glyph="filter"
            label={t`Show events with this value`}
            disabledReason={node && isValue(node) ? undefined : t`Only a single value can be filtered by.`}
            onClick={() => node && void filterBy(node)}
          />
        )}
      </div>
    </>
  );
}

/** The first of the children that are read together with one. */
function firstOf(index: number): number {
  return index - (index % CHUNK_CHILDREN);
}
