import { t } from '@lingui/core/macro';

import type { RowState } from '../../contract';

/** Why something cannot be asked of a delivery now; undefined where it can. */
export interface Permissions {
  replay: string | undefined;
  runNow: string | undefined;
  cancel: string | undefined;
}

/** What can be asked of a delivery in a state. The engine has the last word. */
export function permissionsIn(state: RowState): Permissions {
  switch (state) {
    case 'queued':
    case 'retrying':
      return { replay: t`It is not over yet. Use Run now to try it at once.`, runNow: undefined, cancel: undefined };
    case 'held':
      return {
        replay: t`It is not over yet. It goes on when its destination takes deliveries again.`,
        runNow: t`Its destination is paused or disabled. Resume the destination first.`,
        cancel: undefined,
      };
    case 'sending':
      return {
        replay: t`An attempt is under way.`,
        runNow: t`An attempt is under way.`,
        cancel: t`An attempt is under way. It can be cancelled when the attempt has failed.`,
      };
    default:
      return {
        replay: undefined,
        runNow: t`Nothing is waiting to be run: it is over. Use Replay to send it again.`,
        cancel: t`Nothing is waiting to be cancelled: it is over.`,
      };
  }
}
