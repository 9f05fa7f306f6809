import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';

import type { IssueDetail, NewReplay, Replay } from '../contract';
import { exportedText } from '../data/deadLetters';
import { problemOf } from '../data/client';
import { Button } from '../design/Button';
import { countText } from '../design/formatNumber';
import { useToast } from '../design/Toast';
import { useLetterKeys } from '../design/useLetterKeys';
import { type DeadLetterSearch, DeadLettersScreen, readDeadLetterSearch } from '../features/dead-letters';
import { DeliveryWhy } from '../features/delivery';
import { IssueInspector, IssueList } from '../features/issues';
import { OpenReplays, ReplayDialog, ReplaysScreen } from '../features/replays';
import { type InspectorTab, inspectorTabs } from '../features/timeline';
import { saveText } from '../platform/saveText';
import { Inspector } from './Inspector';
import inspectorStyles from './Inspector.module.css';
import type { IssueSearch } from './issueSearch';
import { PaneBoundary } from './PaneBoundary';
import { SplitPanes } from './SplitPanes';
import { WorkspaceFigures } from './WorkspaceFigures';

/** Issues, with what is known of the selected one beside them. */
export function IssuesPage() {
  const { view = 'open', selected = null } = useSearch({ from: '/issues' });
  const navigate = useNavigate();
  const inspector = useRef<HTMLElement>(null);
  const [replayed, setReplayed] = useState<IssueDetail | null>(null);
  const change = (next: IssueSearch) =>
    void navigate({ to: '/issues', search: { ...(view !== 'open' && { view }), ...(selected && { selected }), ...next }, replace: true });
  const close = () => void navigate({ to: '/issues', search: view === 'open' ? {} : { view }, replace: true });
  const openDelivery = (id: string) => void navigate({ to: '/timeline', search: { selected: id } });

  useLetterKeys((key) => {
    if (key !== 'Escape' || selected === null) return false;
    close();
    return true;
  });

  return (
    <>
      <SplitPanes
        isSecondWanted={selected !== null}
        onBack={close}
        first={
          <PaneBoundary of={view}>
            <IssueList
              view={view}
              onViewChange={(next) => void navigate({ to: '/issues', search: next === 'open' ? {} : { view: next } })}
              selected={selected}
              onSelect={(id) => change({ selected: id })}
              onOpen={() => inspector.current?.focus()}
            />
          </PaneBoundary>
        }
        second={
          <PaneBoundary of={selected ?? ''}>
            <section ref={inspector} tabIndex={-1} className={inspectorStyles.inspector} aria-label={t`Inspector`}>
              {selected === null ? (
                <WorkspaceFigures />
              ) : (
                <IssueInspector
                  id={selected}
                  why={(deliveryId) => <DeliveryWhy id={deliveryId} onOpen={() => openDelivery(deliveryId)} />}
                  onReplay={setReplayed}
                  onDelivery={openDelivery}
                  onClose={close}
                />
              )}
            </section>
          </PaneBoundary>
        }
      />
      {replayed && (
        <ReplayDialog
          title={t`Replay the dead letters of this issue`}
          what={{ states: ['dead_letter'], issue_id: replayed.id }}
          onClose={() => setReplayed(null)}
        />
      )}
    </>
  );
}

/** Dead letters, with the inspector beside them. */
export function DeadLettersPage() {
  const search = useSearch({ from: '/dead-letters' });
  const navigate = useNavigate();
  const inspector = useRef<HTMLElement>(null);
  const [tab, setTab] = useState<InspectorTab>('why');
  const [replayed, setReplayed] = useState<NewReplay | null>(null);
  const selected = search.selected ?? null;
  const change = (part: Partial<DeadLetterSearch>) =>
    void navigate({
      to: '/dead-letters',
      search: (before) => readDeadLetterSearch({ ...before, ...part }),
      replace: true,
    });
  const select = (id: string | undefined) => change({ selected: id } as Partial<DeadLetterSearch>);

  useLetterKeys((key) => {
    const chosen = inspectorTabs[Number(key) - 1];
    if (chosen && selected !== null) setTab(chosen);
    else if (key === 'Escape' && selected !== null) select(undefined);
    else return false;
    return true;
  });

  return (
    <>
      <SplitPanes
        isSecondWanted={selected !== null}
        onBack={() => select(undefined)}
        first={
          <PaneBoundary of={JSON.stringify(search)}>
            <DeadLettersScreen
              search={search}
              onChange={change}
              onClear={() => void navigate({ to: '/dead-letters', search: {} })}
              onOpen={() => inspector.current?.focus()}
              onReplay={setReplayed}
              notice={<OpenReplays failedActions={(replay) => <FailedActions replay={replay} />} />}
            />
          </PaneBoundary>
        }
        second={
          <PaneBoundary of={selected ?? ''}>
            <Inspector ref={inspector} selected={selected} tab={tab} onTabChange={setTab} onSelect={select} />
          </PaneBoundary>
        }
      />
      {replayed && <ReplayDialog title={t`Replay dead letters`} what={replayed} onClose={() => setReplayed(null)} />}
    </>
  );
}

export function ReplaysPage() {
  return <ReplaysScreen failedActions={(replay) => <FailedActions replay={replay} />} />;
}

/** Where those that failed again can be seen, and taken along. */
function FailedActions({ replay }: { replay: Replay }) {
  const navigate = useNavigate();
  const toast = useToast();
  const count = countText(replay.dead_letters);
  const save = async () => {
    try {
      saveText(await exportedText({ states: ['dead_letter'], replay_id: replay.id }), 'failed-again.jsonl');
    } catch (error) {
      toast({ title: problemOf(error).detail, tone: 'failure' });
    }
  };
  return (
    <>
      <Button variant="ghost" onClick={() => void navigate({ to: '/dead-letters', search: { replay_id: replay.id } })}>
        {t`Show the ${count}`}
      </Button>
      <Button variant="ghost" onClick={() => void save()}>
        <Trans>Export</Trans>
      </Button>
    </>
  );
}
