import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import { useCommand, useKeysOf } from '../commands';
import type { NewReplay } from '../contract';
import { problemOf } from '../data/client';
import { deliveryQuery } from '../data/delivery';
import { Button } from '../design/Button';
import { useToast } from '../design/Toast';
import { ExportButton } from '../features/interchange';
import { ReplayDialog } from '../features/replays';
import type { ShownRows } from '../features/timeline';
import { SelectionBar } from '../selection/SelectionBar';
import { exportChoices } from './exportChoices';
import { replayOf } from './replayOfMarks';

/** What can be done with the marked rows of the timeline. */
export function TimelineMarked({ query, marks, markedCount, onUnmark }: ShownRows) {
  const [replayed, setReplayed] = useState<NewReplay | null>(null);
  const replayReason = replayOf(marks, query, 0).whyNot;
  const openReplay = () => {
    // A span up to now ends when it is asked for.
    const { what } = replayOf(marks, query, Date.now());
    if (what) setReplayed(what);
  };
  const compare = useComparePair();
  const pair = marks === 'query' || marks.size !== 2 ? null : [...marks];
  const compareReason = pair ? undefined : t`Select exactly two rows to compare them.`;
  const openCompare = () => pair && compare.mutate(pair);

  useCommand('replay', openReplay, replayReason, true);
  useCommand('compare', openCompare, compareReason, true);
  // It shares its key with the replay, and would take the row that is open.
  useCommand('run-now', () => undefined, t`It is for one row at a time.`, true);
  const [replayKeys, compareKeys] = [useKeysOf('replay'), useKeysOf('compare')];

  return (
    <>
      <SelectionBar marks={marks} count={markedCount} onClear={onUnmark}>
        <Button
          variant="primary"
          glyph="retrying"
          {...(replayKeys && { keys: replayKeys })}
          disabledReason={replayReason}
          onClick={openReplay}
        >
          <Trans>Replay…</Trans>
        </Button>
        <ExportButton choices={exportChoices(query, marks, null).slice(0, 1)} />
        <Button
          glyph="compare"
          {...(compareKeys && { keys: compareKeys })}
          disabledReason={compareReason}
          isBusy={compare.isPending}
          onClick={openCompare}
        >
          <Trans>Compare</Trans>
        </Button>
      </SelectionBar>
      {replayed && <ReplayDialog title={t`Replay what is selected`} what={replayed} onClose={() => setReplayed(null)} />}
    </>
  );
}

/** Opens the comparison of the payloads of two rows, the older on the left. */
function useComparePair() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const toast = useToast();
  const eventOf = async (id: string) =>
    id.startsWith('evt_') ? id : (await client.ensureQueryData(deliveryQuery(id))).event_id;
  return useMutation({
    mutationFn: async (ids: readonly string[]) => (await Promise.all(ids.map(eventOf))).sort(),
    onSuccess: ([left, right]) => {
      if (left === undefined || right === undefined) return;
      if (left === right) toast({ title: t`Both are deliveries of the same event.` });
      else void navigate({ to: '/compare', search: { left, right } });
    },
    onError: (error) => toast({ title: problemOf(error).detail, tone: 'failure' }),
  });
}
