import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';

import { Button } from '../../design/Button';
import { dayAndTime } from '../../design/relativeTime';
import { useReceiver } from './useReceiver';

/** What a pause of the receiver means, and its end. */
export function PausedNotice() {
  const { until_ms, resume } = useReceiver();
  const end = until_ms === null ? null : dayAndTime(until_ms, Date.now());
  return (
    <>
      <p>
        {end === null
          ? t`Receiving is paused until you resume it. Senders are told to come again.`
          : t`Receiving is paused until ${end}. Senders are told to come again.`}
      </p>
      <Button glyph="play" onClick={resume}>
        <Trans>Resume</Trans>
      </Button>
    </>
  );
}
