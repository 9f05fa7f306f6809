import { t } from '@lingui/core/macro';

import type { DeliveryDetail, FailureExplanation, FailureRemedy } from '../../../contract';
import { Section } from '../../../inspector';
import { CauseList } from './CauseList';
import { ChangedList } from './ChangedList';
import { RemedyBar } from './RemedyBar';
import { SinceLine } from './SinceLine';

interface FailureExplainedProps {
  delivery: DeliveryDetail;
  explanation: FailureExplanation;
  /** What stands elsewhere on the screen already. */
  elsewhere: readonly FailureRemedy['kind'][];
}

/** Why a delivery failed, as the engine explains it: since when, what changed, the likely causes, what to do. */
export function FailureExplained({ delivery, explanation, elsewhere }: FailureExplainedProps) {
  const { since, changes, other_values, causes, remedies } = explanation;
  const shown = remedies.filter(({ kind }) => !elsewhere.includes(kind));
  return (
    <>
      <SinceLine since={since} />
      {shown.length > 0 && (
        <Section title={t`What to do`}>
          <RemedyBar delivery={delivery} remedies={shown} />
        </Section>
      )}
      {(changes.length > 0 || other_values > 0) && (
        <Section title={t`What changed since the last success`}>
          <ChangedList changes={changes} otherValues={other_values} />
        </Section>
      )}
      {causes.length > 0 && (
        <Section title={t`Likely cause`}>
          <CauseList causes={causes} />
        </Section>
      )}
    </>
  );
}
