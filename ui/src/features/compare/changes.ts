import type { Comparison } from '../../contract';
import { type ChangeKind, changeKinds } from './changeWords';

/** One difference with its kind as one of those that are known. */
export interface Change {
  path: string;
  kind: ChangeKind;
  left: string | null;
  right: string | null;
}

/** The changes as the list shows them, kind by kind; within a kind in the order of the payload. */
export function grouped(changes: Comparison['changes']): Change[] {
  return changeKinds.flatMap((kind) =>
    changes.filter((change) => change.kind === kind).map(({ path, left = null, right = null }) => ({ path, kind, left, right })),
  );
}
