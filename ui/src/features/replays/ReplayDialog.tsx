import { useRef, useState } from 'react';

import type { NewReplay } from '../../contract';
import { problemOf } from '../../data/client';
import { useDestinations } from '../../data/destinations';
import { Button } from '../../design/Button';
import { Checkbox } from '../../design/Checkbox';
import { Dialog } from '../../design/Dialog';
import { ErrorNotice } from '../../design/ErrorNotice';
import { Field } from '../../design/Field';
import { countOf, countText } from '../../design/formatNumber';
import { Select } from '../../design/Select';
import { useToast } from '../../design/Toast';
import { useReplayPlan, useStartReplay } from './queries';
import { newReplayDraft, newReplayOf, type Pace, PACES, type ReplayDraft, type StopAfter, STOPS } from './replayDraft';
import { ReplayPlanView } from './ReplayPlanView';
import styles from './replays.module.css';

export interface ReplayDialogProps {
  /** What is replayed. */
  what: NewReplay;
  title: string;
  onClose: () => void;
}

/** Shows what a bulk replay would make, and starts it. */
export function ReplayDialog({ what, title, onClose }: ReplayDialogProps) {
  const [draft, setDraft] = useState(newReplayDraft);
  const toast = useToast();
  const cancel = useRef<HTMLButtonElement>(null);
  const asked = newReplayOf(what, draft);
  const plan = useReplayPlan(asked, true);
  const destinations = useDestinations().data ?? [];
  const start = useStartReplay(() => {
    toast({ title: `Replaying ${countOf(plan.data?.deliveries ?? 0, 'delivery', 'deliveries')}.`, tone: 'success' });
    onClose();
  });
  const change = (part: Partial<ReplayDraft>) => setDraft((before) => ({ ...before, ...part }));
  const count = plan.data?.deliveries;
  const problem = start.error ?? plan.error;

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      description={
        what.subscription_id
          ? 'Events that this subscription matches and made no delivery of, oldest first.'
          : 'Each is delivered once more as a new delivery, signed anew. What is there stays as it is.'
      }
      firstFocus={cancel}
      actions={
        <>
          <Button
            variant="primary"
            glyph="retrying"
            isBusy={start.isPending || plan.isPending}
            disabledReason={count === 0 ? 'There is nothing to replay.' : undefined}
            onClick={() => start.mutate(asked)}
          >
            {count ? `Replay ${countText(count)}` : 'Replay'}
          </Button>
          <Button ref={cancel} onClick={onClose}>
            Cancel
          </Button>
        </>
      }
    >
      {problem && <ErrorNotice problem={problemOf(problem)} />}
      {plan.data && <ReplayPlanView plan={plan.data} destinations={destinations} />}
      <div className={styles.options}>
        <Field label="To">
          <Select
            value={draft.destinationId ?? 'original'}
            onValueChange={(value) => change({ destinationId: value === 'original' ? null : value })}
            options={[
              { value: 'original', label: what.subscription_id ? 'Its destination' : 'Where they went' },
              ...destinations.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        </Field>
        <Field label="Pace">
          <Select value={draft.pace} onValueChange={(pace: Pace) => change({ pace })} options={optionsOf(PACES)} />
        </Field>
        <Field label="Stop by itself">
          <Select
            value={draft.stopAfter}
            onValueChange={(stopAfter: StopAfter) => change({ stopAfter })}
            options={optionsOf(STOPS)}
          />
        </Field>
      </div>
      {!what.subscription_id && (
        <Checkbox
          isChecked={draft.skipsDelivered}
          onCheckedChange={(skipsDelivered) => change({ skipsDelivered })}
          label="Leave out what arrived in the meantime"
        />
      )}
    </Dialog>
  );
}

function optionsOf<Key extends string>(choices: Record<Key, { label: string }>): { value: Key; label: string }[] {
  return (Object.keys(choices) as Key[]).map((value) => ({ value, label: choices[value].label }));
}
