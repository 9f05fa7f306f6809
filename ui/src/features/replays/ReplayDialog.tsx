import type { MessageDescriptor } from '@lingui/core';
import { t } from '@lingui/core/macro';
import { useLingui } from '@lingui/react';
import { Trans } from '@lingui/react/macro';
import { useRef, useState } from 'react';

import type { NewReplay } from '../../contract';
import { problemOf } from '../../data/client';
import { useDestinations } from '../../data/destinations';
import { Button } from '../../design/Button';
import { Checkbox } from '../../design/Checkbox';
import { Dialog } from '../../design/Dialog';
import { ErrorNotice } from '../../design/ErrorNotice';
import { Field } from '../../design/Field';
import { countText } from '../../design/formatNumber';
import { Select } from '../../design/Select';
import { useToast } from '../../design/Toast';
import { useReplay, useReplayPlan, useStartReplay } from './queries';
import { newReplayDraft, newReplayOf, type Pace, PACES, type ReplayDraft, type StopAfter, STOPS } from './replayDraft';
import { ReplayPlanView } from './ReplayPlanView';
import styles from './replays.module.css';
import { TriedOne, trialOf } from './TriedOne';

export interface ReplayDialogProps {
  /** What is replayed. */
  what: NewReplay;
  title: string;
  onClose: () => void;
}

/** Shows what a bulk replay would make, tries the oldest alone, and starts the rest. */
export function ReplayDialog({ what, title, onClose }: ReplayDialogProps) {
  const { i18n } = useLingui();
  const [draft, setDraft] = useState(newReplayDraft);
  const [triedId, setTriedId] = useState<string | null>(null);
  const toast = useToast();
  const cancel = useRef<HTMLButtonElement>(null);
  const asked = newReplayOf(what, draft);
  const tried = useReplay(triedId).data;
  const trial = trialOf(tried);
  // What was tried and arrived is left out of what remains.
  const plan = useReplayPlan(asked, trial);
  const destinations = useDestinations().data ?? [];
  const count = plan.data?.deliveries;
  const counted = countText(count ?? 0);
  const startAll = useStartReplay(() => {
    toast({ title: t`Replaying ${counted}.`, tone: 'success' });
    onClose();
  });
  const tryOne = useStartReplay(({ id }) => setTriedId(id));
  const change = (part: Partial<ReplayDraft>) => {
    setDraft((before) => ({ ...before, ...part }));
    // Another destination has not been tried.
    if ('destinationId' in part) setTriedId(null);
  };
  const problem = tryOne.error ?? startAll.error ?? plan.error;
  const nothing = count === 0 ? t`There is nothing to replay.` : undefined;
  const isTrialFirst = trial !== 'arrived' && (count ?? 2) > 1;
  const all = (
    <Button
      key="all"
      variant={isTrialFirst ? 'default' : 'primary'}
      glyph="retrying"
      isBusy={startAll.isPending || plan.isPending}
      disabledReason={nothing}
      onClick={() => startAll.mutate(asked)}
    >
      {count ? t`Replay ${counted}` : t`Replay`}
    </Button>
  );
  const options = <Key extends string>(choices: Record<Key, { label: MessageDescriptor }>) =>
    (Object.keys(choices) as Key[]).map((value) => ({ value, label: i18n._(choices[value].label) }));

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      description={
        what.subscription_id
          ? t`Events that this subscription matches and made no delivery of, oldest first.`
          : t`Each is delivered once more as a new delivery, signed anew, oldest first. What is there stays as it is.`
      }
      firstFocus={cancel}
      actions={
        <>
          {isTrialFirst && (
            <Button
              variant="primary"
              glyph="play"
              isBusy={tryOne.isPending || trial === 'running'}
              disabledReason={nothing}
              onClick={() => tryOne.mutate({ ...asked, deliveries_max: 1, rate_limit: null, stop_after_failures: null })}
            >
              <Trans>Try 1 first</Trans>
            </Button>
          )}
          {all}
          <Button ref={cancel} onClick={onClose}>
            {trial === 'none' ? <Trans>Cancel</Trans> : <Trans>Close</Trans>}
          </Button>
        </>
      }
    >
      {problem && <ErrorNotice problem={problemOf(problem)} />}
      {plan.data && <ReplayPlanView plan={plan.data} destinations={destinations} />}
      {trial !== 'none' && <TriedOne trial={trial} />}
      <div className={styles.options}>
        <Field label={t`To`}>
          <Select
            value={draft.destinationId ?? 'original'}
            onValueChange={(value) => change({ destinationId: value === 'original' ? null : value })}
            options={[
              { value: 'original', label: what.subscription_id ? t`Its destination` : t`Where they went` },
              ...destinations.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        </Field>
        <Field label={t`Pace`}>
          <Select value={draft.pace} onValueChange={(pace: Pace) => change({ pace })} options={options<Pace>(PACES)} />
        </Field>
        <Field label={t`Stop by itself`}>
          <Select
            value={draft.stopAfter}
            onValueChange={(stopAfter: StopAfter) => change({ stopAfter })}
            options={options<StopAfter>(STOPS)}
          />
        </Field>
      </div>
      {!what.subscription_id && (
        <div className={styles.checks}>
          <Checkbox
            isChecked={draft.skipsDelivered}
            onCheckedChange={(skipsDelivered) => change({ skipsDelivered })}
            label={t`Leave out what arrived in the meantime`}
          />
          <Checkbox
            isChecked={draft.keepsOrder}
            onCheckedChange={(keepsOrder) => change({ keepsOrder })}
            label={t`Keep the order of subscriptions that have one`}
          />
        </div>
      )}
    </Dialog>
  );
}
