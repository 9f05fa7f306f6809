import type { LineRow } from '../../contract';

/** A line as it stands when both sides share one column. */
export interface UnifiedLine {
  sign: '+' | '−' | ' ';
  line: NonNullable<LineRow['left']>;
  /** Its number on the other side, when it is there too. */
  otherNumber: number | null;
}

/** One row of a shared column: a line, or a fold. */
export type UnifiedRow = { row: LineRow; at: number } & ({ kind: 'line'; shown: UnifiedLine } | { kind: 'folded' });

/** Puts both sides in one column: of lines that changed together first all old ones, then all new ones. */
export function unifiedRows(rows: readonly LineRow[]): UnifiedRow[] {
  const unified: UnifiedRow[] = [];
  let added: UnifiedRow[] = [];
  const flush = () => {
    unified.push(...added);
    added = [];
  };
  rows.forEach((row, at) => {
    const { kind, left, right } = row;
    if (kind === 'same' && left && right) {
      flush();
      unified.push({ kind: 'line', row, at, shown: { sign: ' ', line: left, otherNumber: right.number } });
    } else if (kind === 'folded') {
      flush();
      unified.push({ kind, row, at });
    } else {
      if (left) unified.push({ kind: 'line', row, at, shown: { sign: '−', line: left, otherNumber: null } });
      if (right) added.push({ kind: 'line', row, at, shown: { sign: '+', line: right, otherNumber: null } });
    }
  });
  flush();
  return unified;
}
