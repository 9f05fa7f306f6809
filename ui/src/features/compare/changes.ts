import type { Comparison } from '../../contract';
import { type ChangeKind, changeKinds } from './changeWords';

/** One difference with its kind as one of those that are known. */
export interface Change {
  /** On the left; of what was added on the right. */
  path: string;
  /** On the right, if it is another one. */
  rightPath: string | null;
  kind: ChangeKind;
  left: string | null;
  right: string | null;
}

/** The changes as the list shows them, kind by kind; within a kind in the order of the payload. */
export function grouped(changes: Comparison['changes']): Change[] {
  return changeKinds.flatMap((kind) =>
    changes
      .filter((change) => change.kind === kind)
      .map(({ path, right_path: rightPath = null, left = null, right = null }) => ({ path, rightPath, kind, left, right })),
  );
}

/** How many there are, those that are not listed too. */
export function countOf(counts: Omit<Comparison, 'changes' | 'ignored' | 'patch'>): number {
  return counts.added + counts.removed + counts.type_changed + counts.value_changed + counts.moved;
}

/** Names a change among the others of its comparison. */
export function changeKey({ kind, path }: Change): string {
  return `${kind} ${path}`;
}
