import { useParams } from '@tanstack/react-router';

import { LabScreen, StoredMock } from '../features/lab';

/** The screens of the lab, with what the address says about them. */
export function LabPage() {
  return <LabScreen />;
}

export function MockPage() {
  const { name } = useParams({ from: '/lab/mocks/$name' });
  return <StoredMock key={name} name={name} />;
}
