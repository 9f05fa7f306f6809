import { plural } from '@lingui/core/macro';

import type { TreeNode } from '../../contract';
import { classNames } from '../../design/classNames';
import { bytesText } from '../../design/formatBytes';
import { Glyph } from '../../design/glyphs';
import styles from './BodyViewer.module.css';

interface TreeRowProps {
  id: string;
  /** Undefined until it is read. */
  node: TreeNode | undefined;
  /** Null for the root. */
  index: number | null;
  isInList: boolean;
  level: number;
  setSize: number;
  isOpen: boolean;
  isCurrent: boolean;
  onSelect: () => void;
  onTurn: () => void;
  /** The pointer is near: it may be opened next. */
  onNear: (node: TreeNode) => void;
}

/** One value of a tree. */
export function TreeRow({ id, node, index, isInList, level, setSize, isOpen, isCurrent, onSelect, onTurn, onNear }: TreeRowProps) {
  const canOpen = (node?.child_count ?? 0) > 0;
  const isRoot = index === null;
  return (
    <div
      id={id}
      role="treeitem"
      aria-level={level}
      aria-setsize={setSize}
      aria-posinset={(index ?? 0) + 1}
      aria-selected={isCurrent}
      aria-expanded={canOpen ? isOpen : undefined}
      className={styles.row}
      style={{ paddingLeft: 8 + (level - 1) * 14 }}
      onClick={onSelect}
      onDoubleClick={onTurn}
      onPointerEnter={() => node && !isOpen && onNear(node)}
    >
      <span className={styles.twist} onClick={canOpen && !isRoot ? onTurn : undefined}>
        {canOpen && !isRoot && <Glyph name={isOpen ? 'chevron-down' : 'chevron-right'} size={12} />}
      </span>
      {!isRoot && <span className={isInList ? styles.index : styles.key}>{isInList ? index : node?.key}</span>}
      {!isRoot && node && <span className={styles.colon}>:</span>}
      {node && <Value node={node} />}
    </div>
  );
}

const looks: Record<TreeNode['kind'], 'string' | 'number' | 'literal' | undefined> = {
  string: 'string',
  number: 'number',
  boolean: 'literal',
  null: 'literal',
  object: undefined,
  array: undefined,
};

function Value({ node }: { node: TreeNode }) {
  const { kind, child_count, text, cut_bytes, encoded } = node;
  if (kind === 'object' || kind === 'array') {
    const count =
      kind === 'object'
        ? plural(child_count, { one: '# field', other: '# fields' })
        : plural(child_count, { one: '# value', other: '# values' });
    return (
      <span className={styles.summary}>
        {kind === 'object' ? '{}' : '[]'} {child_count > 0 && count}
      </span>
    );
  }
  const look = looks[kind];
  return (
    <>
      <span className={classNames(look && styles[look])}>{encoded ? `${text.slice(0, 40)}…` : text}</span>
      {encoded ? (
        <span className={styles.file}>
          {encoded.kind} · {bytesText(encoded.bytes)}
        </span>
      ) : (
        cut_bytes > 0 && <span className={styles.file}>{bytesText(cut_bytes)}</span>
      )}
    </>
  );
}
