import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useEffectEvent, useState } from 'react';

import { keysOf, useCommand } from '../../commands';
import type { IssueDetail } from '../../contract';
import { problemOf } from '../../data/client';
import { useDestinations } from '../../data/destinations';
import { issueQuery, type IssueVerb, useIssueAct, useMuteIssue } from '../../data/issues';
import { Button } from '../../design/Button';
import { classNames } from '../../design/classNames';
import { fullMoment } from '../../design/exactTime';
import { countText } from '../../design/formatNumber';
import { Glyph } from '../../design/glyphs';
import { IconButton } from '../../design/IconButton';
import { dayAndTime, timeSince } from '../../design/relativeTime';
import { Sparkline } from '../../design/Sparkline';
import { useToast } from '../../design/Toast';
import { useNow } from '../../design/useNow';
import { InspectorProblem, Section, SectionStack } from '../../inspector';
import { failuresWords, issueTitle, stateGlyph, stateWord } from './issueWords';
import styles from './issues.module.css';

const HOUR_MS = 3_600_000;

interface IssueInspectorProps {
  id: string;
  /** Why the newest delivery failed. */
  why: (deliveryId: string) => ReactNode;
  /** Opens the plan of a replay of the dead letters. */
  onReplay: (issue: IssueDetail) => void;
  onDelivery: (deliveryId: string) => void;
  onClose: () => void;
}

/** Everything about one issue, and what to do about it. */
export function IssueInspector({ id, ...rest }: IssueInspectorProps) {
  const issue = useQuery({ ...issueQuery(id), placeholderData: keepPreviousData });
  if (issue.isError) {
    return <InspectorProblem error={issue.error} onRetry={() => void issue.refetch()} onClose={rest.onClose} />;
  }
  return issue.data ? <Loaded issue={issue.data} {...rest} /> : null;
}

function Loaded({ issue, why, onReplay, onDelivery, onClose }: Omit<IssueInspectorProps, 'id'> & { issue: IssueDetail }) {
  const destinations = useDestinations().data ?? [];
  const name = destinations.find(({ id }) => id === issue.destination_id)?.name ?? t`A deleted destination`;
  useRecoveryToast(issue, name, () => onReplay(issue));
  return (
    <div className={styles.inspector}>
      <header className={styles.inspectorHead}>
        <div className={styles.inspectorTitle}>
          <h2>{issueTitle(issue, name)}</h2>
          <span className={classNames(styles.chip, styles[issue.state])}>
            <Glyph name={stateGlyph[issue.state]} />
            {stateWord(issue.state)}
          </span>
          <IconButton glyph="close" label={t`Close`} onClick={onClose} className={styles.close} />
        </div>
        <Actions issue={issue} onReplay={() => onReplay(issue)} />
      </header>
      <div className={styles.inspectorBody}>
        <SectionStack>
          {why(issue.last_delivery_id)}
          <Facts issue={issue} onDelivery={onDelivery} />
          {issue.answer_sample && (
            <Section title={t`Newest answer`}>
              <pre className={styles.sample}>{issue.answer_sample}</pre>
            </Section>
          )}
        </SectionStack>
      </div>
    </div>
  );
}

/** Says that the issue on show is over, and offers what it left behind. */
function useRecoveryToast(issue: IssueDetail, name: string, onReplay: () => void) {
  const toast = useToast();
  const [seen, setSeen] = useState({ id: issue.id, state: issue.state });
  const isOver = seen.id === issue.id && seen.state !== 'resolved' && issue.resolved_by === 'successes';
  const tell = useEffectEvent(() => {
    const count = countText(issue.dead_letters);
    toast({
      title: t`${name} is back.`,
      tone: 'success',
      ...(issue.dead_letters > 0 && { action: { label: t`Replay ${count} more?`, onPress: onReplay } }),
    });
  });
  useEffect(() => {
    if (isOver) tell();
    setSeen({ id: issue.id, state: issue.state });
  }, [isOver, issue.id, issue.state]);
}

function Actions({ issue, onReplay }: { issue: IssueDetail; onReplay: () => void }) {
  const act = useIssueAct(issue.id);
  const toast = useToast();
  const go = (verb: IssueVerb) =>
    act.mutate(verb, { onError: (error) => toast({ title: problemOf(error).detail, tone: 'failure' }) });
  const { state } = issue;
  const whyNot = {
    acknowledge: state === 'acknowledged' ? t`Somebody sees to it already.` : state === 'resolved' ? t`It is resolved.` : undefined,
    ignore: state === 'ignored' ? t`It is ignored already.` : state === 'resolved' ? t`It is resolved.` : undefined,
    resolve: state === 'resolved' ? t`It is resolved already.` : undefined,
    replay: issue.dead_letters === 0 ? t`None of its deliveries gave up.` : undefined,
  };
  useCommand('acknowledge-issue', () => go('acknowledge'), whyNot.acknowledge);
  useCommand('ignore-issue', () => go('ignore'), whyNot.ignore);
  useCommand('resolve-issue', () => go('resolve'), whyNot.resolve);
  useCommand('replay-issue', onReplay, whyNot.replay);
  const count = countText(issue.dead_letters);
  return (
    <div className={styles.actions}>
      <Button variant="primary" glyph="retrying" keys={keysOf('replay-issue') ?? ''} disabledReason={whyNot.replay} onClick={onReplay}>
        {issue.dead_letters > 0 ? t`Replay all ${count} when fixed` : t`Replay when fixed`}
      </Button>
      {state === 'open' && (
        <Button glyph="eye" keys={keysOf('acknowledge-issue') ?? ''} onClick={() => go('acknowledge')}>
          <Trans>Acknowledge</Trans>
        </Button>
      )}
      {state !== 'resolved' && (
        <Button glyph="check" keys={keysOf('resolve-issue') ?? ''} onClick={() => go('resolve')}>
          <Trans>Resolve</Trans>
        </Button>
      )}
      {(state === 'open' || state === 'acknowledged') && (
        <Button glyph="minus" keys={keysOf('ignore-issue') ?? ''} onClick={() => go('ignore')}>
          <Trans>Ignore</Trans>
        </Button>
      )}
      {state !== 'open' && (
        <Button glyph="issue" onClick={() => go('reopen')}>
          <Trans>Reopen</Trans>
        </Button>
      )}
      <Mute issue={issue} />
    </div>
  );
}

function Mute({ issue }: { issue: IssueDetail }) {
  const mute = useMuteIssue(issue.id);
  const now_ms = useNow();
  const until_ms = issue.muted_until_ms;
  if (issue.state === 'ignored' || issue.state === 'resolved') return null;
  if (until_ms !== null && until_ms > now_ms) {
    const until = dayAndTime(until_ms, now_ms);
    return (
      <Button variant="ghost" isBusy={mute.isPending} onClick={() => mute.mutate(null)}>
        {t`Muted until ${until}. Unmute`}
      </Button>
    );
  }
  return (
    <Button variant="ghost" isBusy={mute.isPending} onClick={() => mute.mutate(Date.now() + HOUR_MS)}>
      <Trans>Mute 1 h</Trans>
    </Button>
  );
}

function Facts({ issue, onDelivery }: { issue: IssueDetail; onDelivery: (id: string) => void }) {
  const now_ms = useNow();
  const events = countText(issue.events);
  const deliveries = countText(issue.deliveries);
  const deadLetters = countText(issue.dead_letters);
  const waiting = countText(issue.waiting);
  const delivered = countText(issue.delivered);
  const atLeast = issue.are_counts_whole ? '' : '≥ ';
  return (
    <Section title={t`Since when`}>
      <dl className={styles.facts}>
        <dt>
          <Trans>First seen</Trans>
        </dt>
        <dd title={fullMoment(issue.first_seen_ms)}>{timeSince(issue.first_seen_ms, now_ms)}</dd>
        <dt>
          <Trans>Last seen</Trans>
        </dt>
        <dd title={fullMoment(issue.last_seen_ms)}>{timeSince(issue.last_seen_ms, now_ms)}</dd>
        {issue.reopened > 0 && (
          <>
            <dt>
              <Trans>Came back</Trans>
            </dt>
            <dd>{plural(issue.reopened, { one: 'once', two: 'twice', other: '# times' })}</dd>
          </>
        )}
        <dt>
          <Trans>Affected</Trans>
        </dt>
        <dd>
          {t`${deliveries} deliveries of ${events} events`}
          <small>
            {atLeast}
            {t`${deadLetters} dead letters · ${waiting} waiting · ${delivered} delivered since`}
          </small>
        </dd>
        <dt>
          <Trans>Failed attempts</Trans>
        </dt>
        <dd className={styles.attempts}>
          {countText(issue.failures)}
          <Sparkline hours={issue.hours} aria-label={failuresWords(issue.hours)} tone="bad" />
        </dd>
        <dt>
          <Trans>Kinds</Trans>
        </dt>
        <dd className={styles.kinds}>
          {issue.event_types.map((kind) => (
            <code key={kind}>{kind}</code>
          ))}
        </dd>
      </dl>
      <Button variant="ghost" glyph="arrow-right" onClick={() => onDelivery(issue.last_delivery_id)}>
        <Trans>Open the newest delivery</Trans>
      </Button>
    </Section>
  );
}
