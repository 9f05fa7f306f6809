import { t } from '@lingui/core/macro';

import { pathText } from '../../design/pathText';
import type { Change } from './changes';

/** What may happen to a value, in the order of the groups. */
export const changeKinds = ['type_changed', 'value_changed', 'added', 'removed', 'moved'] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** The sign of each, so that colour alone says nothing. */
export const changeSign: Record<ChangeKind, string> = {
  type_changed: '⇄',
  value_changed: '~',
  added: '+',
  removed: '−',
  moved: '↕',
};

export function changeWord(kind: ChangeKind): string {
  switch (kind) {
    case 'type_changed':
      return t`Type changed`;
    case 'value_changed':
      return t`Value changed`;
    case 'added':
      return t`Added`;
    case 'removed':
      return t`Removed`;
    case 'moved':
      return t`Moved`;
  }
}

/** The type of a value by how its text begins. */
export function typeWord(json: string): string {
  switch (json.charAt(0)) {
    case '{':
      return t`object`;
    case '[':
      return t`list`;
    case '"':
      return t`text`;
    case 't':
    case 'f':
      return t`true or false`;
    case 'n':
      return t`null`;
    default:
      return t`number`;
  }
}

/** Values that fit in the list beside the path; longer ones stand in the pane only. */
const SHORT = 24;

/** The second line of an entry: what became of what. */
export function changeLine({ kind, left, right, rightPath }: Omit<Change, 'path'>): string {
  if (kind === 'moved') return rightPath === null ? t`among the others` : `→ ${pathText(rightPath)}`;
  if (kind === 'type_changed') return `${typeWord(left ?? '')} → ${typeWord(right ?? '')}`;
  if (kind === 'value_changed') return `${shortened(left ?? '')} → ${shortened(right ?? '')}`;
  return typeWord(left ?? right ?? '');
}

function shortened(json: string): string {
  return json.length > SHORT ? `${json.slice(0, SHORT - 1)}…` : json;
}

/** A pointer as a pattern that ignores it. Commas separate patterns, so a step with one becomes `*`. */
export function ignoringPattern(pointer: string): string {
  return pointer
    .split('/')
    .map((step) => (step.includes(',') ? '*' : step))
    .join('/');
}
