import { i18n } from '@lingui/core';
import { msg, plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';

import type { Drift, KindAddress } from '../../../contract';
import { useResolveDrift } from '../../../data/catalogue';
import { problemOf } from '../../../data/client';
import { Button } from '../../../design/Button';
import { classNames } from '../../../design/classNames';
import { timeSince } from '../../../design/relativeTime';
import { useToast } from '../../../design/Toast';
import { useNow } from '../../../design/useNow';
import styles from '../catalogue.module.css';
import { driftSentence } from '../kindWords';

export interface DriftPartProps {
  kind: KindAddress;
  drift: readonly Drift[];
  canAdopt: boolean;
}

/** Which paths of the payload changed, how, and since when; and what a person says it is. */
export function DriftPart({ kind, drift, canAdopt }: DriftPartProps) {
  const resolve = useResolveDrift(kind);
  const toast = useToast();
  const open = drift.filter(({ resolution }) => resolution === null);
  const over = drift.filter(({ resolution }) => resolution !== null);
  const say = (resolution: 'adopted' | 'dismissed') =>
    resolve.mutate(resolution, { onError: (error) => toast({ title: problemOf(error).detail, tone: 'failure' }) });

  return (
    <section className={styles.part} aria-label={t`What changed`}>
      <div className={styles.partHead}>
        <h2><Trans>What changed</Trans></h2>
        {open.length > 0 && (
          <>
            <Button
              variant="primary"
              isBusy={resolve.isPending}
              disabledReason={canAdopt ? undefined : t`It breaks a schema that somebody gave: give a new version of it`}
              onClick={() => say('adopted')}
            >
              <Trans>This is the new normal</Trans>
            </Button>
            <Button isBusy={resolve.isPending} onClick={() => say('dismissed')}>
              <Trans>Dismiss</Trans>
            </Button>
          </>
        )}
      </div>
      {drift.length === 0 && <p className="t3"><Trans>Nothing: every payload that was looked at has the same shape.</Trans></p>}
      {drift.length > 0 && (
        <ul className={styles.findings}>
          {[...open, ...over].map((finding) => (
            <Finding key={`${finding.path} ${finding.sort}`} finding={finding} />
          ))}
        </ul>
      )}
    </section>
  );
}

const resolved = { adopted: msg`The new normal`, dismissed: msg`Dismissed` } as const;

function Finding({ finding }: { finding: Drift }) {
  const ago = timeSince(finding.since_ms, useNow());
  return (
    <li className={classNames(finding.resolution !== null && styles.over)}>
      <span>{driftSentence(finding)}</span>
      <span className={styles.facts}>
        <span>{t`since ${ago}`}</span>
        <span>{plural(finding.events, { one: '# event', other: '# events' })}</span>
        <Link to="/timeline" search={{ selected: finding.first_event_id }}>
          <Trans>First event</Trans>
        </Link>
        <Link to="/timeline" search={{ selected: finding.last_event_id }}>
          <Trans>Last event</Trans>
        </Link>
        {finding.resolution && <span>{i18n._(resolved[finding.resolution])}</span>}
      </span>
    </li>
  );
}
