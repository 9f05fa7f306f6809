import { useNavigate } from '@tanstack/react-router';

import { Button } from '../../design/Button';
import { Screen } from '../../design/Screen';
import { MocksList } from './mocks/MocksList';

export type LabPart = 'mocks' | 'hostile';

/** Where senders and receivers are tried out: mock destinations, and a hostile sender. */
export function LabScreen() {
  const navigate = useNavigate();
  const addMock = () => navigate({ to: '/lab/new-mock' });
  return (
    <Screen
      title="Lab"
      summary="Destinations that answer as you say."
      actions={
        <Button glyph="plus" onClick={addMock}>
          Mock
        </Button>
      }
    >
      <MocksList onAdd={addMock} />
    </Screen>
  );
}
