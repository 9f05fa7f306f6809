import { t } from '@lingui/core/macro';

import type { Subscription } from '../../contract';
import { EditorSection } from '../../design/Editor';
import { SegmentedControl } from '../../design/SegmentedControl';

export interface NotifySectionProps {
  notify: Subscription['notify'];
  onNotifyChange: (notify: Subscription['notify']) => void;
}

/** When a failing delivery is worth a notification. */
export function NotifySection({ notify, onNotifyChange }: NotifySectionProps) {
  return (
    <EditorSection label={t`Notify me`}>
      <SegmentedControl
        aria-label={t`Notify me`}
        value={notify}
        onValueChange={onNotifyChange}
        options={[
          { value: 'first_failure', label: t`At the first failure` },
          { value: 'after_3_attempts', label: t`After 3 tries` },
          { value: 'dead_letter', label: t`Only when it gave up` },
          { value: 'never', label: t`Never` },
        ]}
      />
    </EditorSection>
  );
}
