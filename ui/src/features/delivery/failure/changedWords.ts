import { t } from '@lingui/core/macro';

import type { FailureChange } from '../../../contract';
import { pathText } from '../../../design/pathText';

/** What changed: a place in the payload, a header field, or a part of what is configured. */
export function changedWhat({ part, path }: Pick<FailureChange, 'part' | 'path'>): string {
  switch (part) {
    case 'payload':
      return pathText(path);
    case 'header':
      return t`Header ${path}`;
    case 'url':
      return t`Callback URL`;
    case 'scheme':
      return t`Signing scheme`;
    case 'secret':
      return t`Secret`;
    case 'headers':
      return t`Headers of the destination`;
    case 'authorization':
      return t`Authorization`;
    case 'connection':
      return t`Connection`;
    case 'timeout':
      return t`Timeout`;
    case 'pace':
      return t`Pace`;
    case 'filter':
      return t`Which events are meant`;
    case 'transform':
      return t`Transform`;
  }
}

export function kindWord(kind: string): string {
  switch (kind) {
    case 'type_changed':
      return t`other type`;
    case 'added':
      return t`new`;
    case 'removed':
      return t`gone`;
    default:
      return t`other value`;
  }
}
