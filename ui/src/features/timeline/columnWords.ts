import { t } from '@lingui/core/macro';

import { type Column, pathOf } from './columns';

/** What stands above a column. */
export function columnTitle(column: Column): string {
  switch (column) {
    case 'state':
      return t`State`;
    case 'received':
      return t`Received`;
    case 'source':
      return t`Source`;
    case 'type':
      return t`Event type`;
    case 'destination':
      return t`Destination`;
    case 'code':
      return t`Code`;
    case 'latency':
      return t`Latency`;
    case 'tries':
      return t`Tries`;
    case 'next':
      return t`Next try`;
    case 'size':
      return t`Size`;
    default:
      return pathOf(column) ?? column;
  }
}
