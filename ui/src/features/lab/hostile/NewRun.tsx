import { t } from '@lingui/core/macro';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import { problemOf } from '../../../data/client';
import { useDestinations } from '../../../data/destinations';
import { useAttacks, useLabAsked, useLabRun, useStartLabRun } from '../../../data/lab';
import { useSources } from '../../../data/sources';
import type { AttackFacts, Destination, Source } from '../../../contract';
import { ErrorNotice } from '../../../design/ErrorNotice';
import { Screen } from '../../../design/Screen';
import { draftOfRun, newRunDraft, newRunOf, type RunDraft } from './runDraft';
import { RunForm } from './RunForm';

export interface NewRunProps {
  /** The run to make once more. */
  again: string | undefined;
}

/** Prepares an attack on a receiver, new or like an earlier one. */
export function NewRun({ again }: NewRunProps) {
  const attacks = useAttacks();
  const sources = useSources();
  const destinations = useDestinations();
  const earlier = useLabRun(again);
  const asked = useLabAsked(again ?? '');
  const failed = [attacks, sources, destinations, earlier].find(({ isError }) => isError);
  if (failed) {
    return (
      <Screen title={t`Hostile sender`} actions={<Link to="/lab">{t`Lab`}</Link>}>
        <ErrorNotice problem={problemOf(failed.error)} onRetry={() => void failed.refetch()} />
      </Screen>
    );
  }
  if (!attacks.data || !sources.data || !destinations.data || (again && !earlier.data)) return null;
  const targets = { sources: sources.data, destinations: destinations.data };
  const words = attacks.data.map(({ word }) => word);
  const initial = earlier.data ? draftOfRun(earlier.data, asked, words, targets) : newRunDraft(targets);
  return <PreparedRun initial={initial} attacks={attacks.data} {...targets} />;
}

interface PreparedRunProps {
  initial: RunDraft;
  attacks: readonly AttackFacts[];
  sources: readonly Source[];
  destinations: readonly Destination[];
}

function PreparedRun({ initial, attacks, sources, destinations }: PreparedRunProps) {
  const [draft, setDraft] = useState(initial);
  const start = useStartLabRun();
  const navigate = useNavigate();
  const words = attacks.map(({ word }) => word);
  return (
    <RunForm
      draft={draft}
      onDraftChange={setDraft}
      attacks={attacks}
      sources={sources}
      destinations={destinations}
      isStarting={start.isPending}
      failure={start.error}
      onStart={() =>
        start.mutate(newRunOf(draft, words), {
          onSuccess: ({ id }) => void navigate({ to: '/lab/runs/$id', params: { id }, replace: true }),
        })
      }
    />
  );
}
