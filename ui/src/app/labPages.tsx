import { useNavigate, useParams, useSearch } from '@tanstack/react-router';

import { LabScreen, NewRun, ScoreCard, StoredMock } from '../features/lab';

/** The screens of the lab, with what the address says about them. */
export function LabPage() {
  const { part = 'mocks' } = useSearch({ from: '/lab' });
  const navigate = useNavigate({ from: '/lab' });
  return (
    <LabScreen
      part={part}
      onPartChange={(next) => void navigate({ search: next === 'hostile' ? { part: next } : {}, replace: true })}
    />
  );
}

export function MockPage() {
  const { name } = useParams({ from: '/lab/mocks/$name' });
  return <StoredMock key={name} name={name} />;
}

export function NewLabRunPage() {
  const { again } = useSearch({ from: '/lab/new-run' });
  return <NewRun key={again} again={again} />;
}

export function LabRunPage() {
  const { id } = useParams({ from: '/lab/runs/$id' });
  return <ScoreCard key={id} id={id} />;
}
