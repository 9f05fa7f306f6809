import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link, useNavigate } from '@tanstack/react-router';

import type { AttackFacts, LabRun } from '../../../contract';
import { problemOf } from '../../../data/client';
import { useAttacks, useCancelLabRun, useLabAsked, useLabRun, useStartLabRun } from '../../../data/lab';
import { BackLink } from '../../../design/BackLink';
import { Button } from '../../../design/Button';
import { CopyButton } from '../../../design/CopyButton';
import { ErrorNotice } from '../../../design/ErrorNotice';
import { Screen } from '../../../design/Screen';
import { useToast } from '../../../design/Toast';
import { CardTable } from './CardTable';
import { DeleteRun } from './DeleteRun';
import { markdownOf } from './markdown';
import { ScoreHead } from './ScoreHead';

/** What came of one run, attack by attack, while it goes on and afterwards. */
export function ScoreCard({ id }: { id: string }) {
  const run = useLabRun(id);
  const attacks = useAttacks();
  const failed = [run, attacks].find(({ isError }) => isError);
  const back = (
    <BackLink>
      <Link to="/lab" search={{ part: 'hostile' }}>
        <Trans>Lab</Trans>
      </Link>
    </BackLink>
  );
  if (failed) {
    return (
      <Screen title={t`Score card`} back={back}>
        <ErrorNotice problem={problemOf(failed.error)} onRetry={() => void failed.refetch()} />
      </Screen>
    );
  }
  if (!run.data || !attacks.data) return null;
  return (
    <Screen title={t`Score card`} back={back} actions={<CardActions run={run.data} attacks={attacks.data} />}>
      <ScoreHead run={run.data} attacks={attacks.data} />
      <CardTable run={run.data} attacks={attacks.data} />
    </Screen>
  );
}

function CardActions({ run, attacks }: { run: LabRun; attacks: readonly AttackFacts[] }) {
  const navigate = useNavigate();
  const toast = useToast();
  const asked = useLabAsked(run.id);
  const start = useStartLabRun();
  const cancel = useCancelLabRun(run.id);
  const onError = (error: unknown) => toast({ title: problemOf(error).detail, tone: 'failure' });
  const again = () => {
    // Its secret was never kept; where this window does not know it, the form asks for it.
    if (!asked) return void navigate({ to: '/lab/new-run', search: { again: run.id } });
    start.mutate(asked, {
      onSuccess: ({ id }) => void navigate({ to: '/lab/runs/$id', params: { id } }),
      onError,
    });
  };
  return (
    <>
      <CopyButton text={markdownOf(run, attacks)} label={t`Copy as Markdown`} caption={t`Copy as Markdown`} />
      {run.state === 'running' ? (
        <Button glyph="close" isBusy={cancel.isPending} onClick={() => cancel.mutate(undefined, { onError })}>
          <Trans>Cancel</Trans>
        </Button>
      ) : (
        <>
          <DeleteRun run={run} />
          <Button glyph="retrying" isBusy={start.isPending} onClick={again}>
            {asked ? t`Run again` : t`Run again…`}
          </Button>
        </>
      )}
    </>
  );
}
