import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';

import { Button } from '../../design/Button';
import { Screen } from '../../design/Screen';
import { Tabs } from '../../design/Tabs';
import { RunsList } from './hostile/RunsList';
import styles from './lab.module.css';
import { MocksList } from './mocks/MocksList';

export type LabPart = 'mocks' | 'hostile';

export interface LabScreenProps {
  part: LabPart;
  onPartChange: (part: LabPart) => void;
}

const summaries: Record<LabPart, string> = {
  get mocks() {
    return t`Destinations that answer as you say.`;
  },
  get hostile() {
    return t`What does a receiver do with requests that are wrong?`;
  },
};

/** Where senders and receivers are tried out: mock destinations, and a hostile sender. */
export function LabScreen({ part, onPartChange }: LabScreenProps) {
  const navigate = useNavigate();
  const addMock = () => void navigate({ to: '/lab/new-mock' });
  const addRun = () => void navigate({ to: '/lab/new-run', search: {} });
  return (
    <Screen
      title={t`Lab`}
      summary={summaries[part]}
      actions={
        part === 'mocks' ? (
          <Button glyph="plus" onClick={addMock}>
            <Trans>Mock</Trans>
          </Button>
        ) : (
          <Button glyph="bolt" onClick={addRun}>
            <Trans>Attack</Trans>
          </Button>
        )
      }
    >
      <Tabs
        aria-label={t`Parts of the lab`}
        value={part}
        onValueChange={onPartChange}
        className={styles.tabs}
        panelClassName={styles.panel}
        tabs={[
          { value: 'mocks', label: t`Mock destinations`, panel: <MocksList onAdd={addMock} /> },
          { value: 'hostile', label: t`Hostile sender`, panel: <RunsList onAdd={addRun} /> },
        ]}
      />
    </Screen>
  );
}
