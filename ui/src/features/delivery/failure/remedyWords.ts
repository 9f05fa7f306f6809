import { plural, t } from '@lingui/core/macro';

import type { FailureRemedy } from '../../../contract';
import { durationText } from '../../../design/duration';

/** What a button says that does it. */
export function remedyWord(remedy: FailureRemedy): string {
  switch (remedy.kind) {
    case 'probe':
      return t`Probe now`;
    case 'replay':
      return t`Replay`;
    case 'run_now':
      return t`Run now`;
    case 'replay_issue':
      return plural(remedy.deliveries, { one: 'Replay # when fixed…', other: 'Replay all # when fixed…' });
    case 'open_issue':
      return t`Open issue`;
    case 'change_url':
      return remedy.suggested ? t`Use another URL` : t`Change URL`;
    case 'raise_timeout':
      return t`Allow ${durationText(remedy.timeout_ms)}`;
    case 'trust_certificate':
      return t`Show certificate`;
    case 'verify_with_secret':
      return t`Check a secret`;
    case 'copy_signature':
      return t`Copy signature`;
    case 'edit_authorization':
      return t`Edit authorization`;
    case 'pause_destination':
      return t`Pause destination`;
    case 'enable_destination':
      return t`Enable destination`;
    case 'compare':
      return t`Compare with last success`;
    case 'edit_and_replay':
      return t`Edit & replay`;
    case 'save_body':
      return t`Save payload`;
    case 'skip_event_type':
      return t`Leave out ${remedy.event_type}`;
    case 'lower_rate':
      return rateWord(remedy.rate_limit);
    case 'raise_concurrency': {
      const count = remedy.concurrency;
      return t`Send ${count} at a time`;
    }
    case 'edit_transform':
      return t`Edit transform`;
    case 'edit_destination':
      return t`Edit destination`;
  }
}

function rateWord({ attempts, per }: { attempts: number; per: 'second' | 'minute' | 'hour' }): string {
  switch (per) {
    case 'second':
      return t`At most ${attempts} a second`;
    case 'minute':
      return t`At most ${attempts} a minute`;
    case 'hour':
      return t`At most ${attempts} an hour`;
  }
}
