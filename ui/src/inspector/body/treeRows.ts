import type { TreeNode } from '../../contract';

/** An open object or list, and what is open in it by the index of the child. */
export interface Branch {
  at: number;
  key: string | null;
  isList: boolean;
  childCount: number;
  open: Readonly<Record<number, Branch>>;
}

/** The children that lead to a value from the root. The root itself is the empty path. */
export type TreePath = readonly number[];

/** Where a row belongs. */
export interface RowPlace {
  path: TreePath;
  /** Whose child it is. */
  parent: Branch;
  index: number;
}

export function branchOf(node: TreeNode): Branch {
  return { at: node.at, key: node.key, isList: node.kind === 'array', childCount: node.child_count, open: {} };
}

/** How many rows there are below an open branch. */
export function rowCount(branch: Branch): number {
  return Object.values(branch.open).reduce((count, child) => count + rowCount(child), branch.childCount);
}

/** The row of a number, 0 for the first child of the root. */
export function rowAt(branch: Branch, row: number, before: TreePath = []): RowPlace | null {
  let passed = 0;
  for (const [key, child] of Object.entries(branch.open)) {
    const index = Number(key);
    const place = index + passed;
    if (row <= place) break;
    const inside = rowCount(child);
    if (row <= place + inside) return rowAt(child, row - place - 1, [...before, index]);
    passed += inside;
  }
  const index = row - passed;
  return index >= 0 && index < branch.childCount ? { path: [...before, index], parent: branch, index } : null;
}

/** The number of the row of a path; -1 for the root. */
export function rowOf(branch: Branch, path: TreePath): number {
  const [index, ...rest] = path;
  if (index === undefined) return -1;
  let row = index;
  for (const [key, child] of Object.entries(branch.open)) if (Number(key) < index) row += rowCount(child);
  const child = branch.open[index];
  return rest.length > 0 && child ? row + 1 + rowOf(child, rest) : row;
}

/** The open branch at a path. */
export function branchAt(branch: Branch, path: TreePath): Branch | undefined {
  return path.reduce<Branch | undefined>((at, index) => at?.open[index], branch);
}

/** The tree with the branch at a path opened or, for null, closed. */
export function withBranch(branch: Branch, path: TreePath, change: Branch | null): Branch {
  const [index, ...rest] = path;
  if (index === undefined) return change ?? branch;
  const { [index]: child, ...others } = branch.open;
  if (rest.length > 0) {
    return child ? { ...branch, open: { ...branch.open, [index]: withBranch(child, rest, change) } } : branch;
  }
  return { ...branch, open: change ? { ...others, [index]: change } : others };
}

/** A JSONPath to a value: `$.data.items[3]["odd key"]`. */
export function jsonPath(root: Branch, path: TreePath, key: string | null): string {
  let branch: Branch | undefined = root;
  let text = '$';
  path.forEach((index, depth) => {
    const isLast = depth === path.length - 1;
    const child: Branch | undefined = branch?.open[index];
    const name = isLast ? key : (child?.key ?? null);
    text += branch?.isList || name === null ? `[${index}]` : step(name);
    branch = child;
  });
  return text;
}

function step(key: string): string {
  return /^[A-Za-z_][\w]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
