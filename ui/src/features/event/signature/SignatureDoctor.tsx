import { t } from '@lingui/core/macro';

import type { EventDetail, Source } from '../../../contract';
import { useExamination } from '../../../data/signature';
import { Card } from '../../../design/Card';
import { Section } from '../../../inspector';
import { rejectionAdvice } from '../rejectionAdvice';
import { ExpectedFields } from './ExpectedFields';
import styles from './signature.module.css';
import { TrySecret } from './TrySecret';
import { TryUrl } from './TryUrl';

/** Why a signature does not match: the causes that were found, what a right one is, and another secret to try. */
export function SignatureDoctor({ event, source }: { event: EventDetail; source: Source | undefined }) {
  const examination = useExamination(event.id).data;
  const causes = examination?.causes ?? [];
  return (
    <>
      {causes.length > 0 ? (
        <Section title={causes.length === 1 ? t`The cause` : t`Likely causes`}>
          <Card>
            {causes.map(({ cause, is_proven, explanation }) => (
              <div key={cause} className={styles.reason}>
                <b>{explanation}</b>
                <span className="t2">
                  {is_proven ? t`Proven: with that change the signature matches.` : t`By the look of the request.`}
                </span>
              </div>
            ))}
          </Card>
        </Section>
      ) : (
        <Section title={t`Possible reasons`}>
          <Card>
            {rejectionAdvice(event.verification.reason).map((each) => (
              <div key={each.title} className={styles.reason}>
                <b>{each.title}</b>
                <span className="t2">{each.detail}</span>
              </div>
            ))}
          </Card>
        </Section>
      )}
      {examination?.expected && examination.expected.length > 0 && (
        <Section title={t`A right request would have`}>
          <ExpectedFields expected={examination.expected} received={examination.received} />
        </Section>
      )}
      {source && (
        <Section title={t`Try another secret`}>
          <TrySecret key={event.id} eventId={event.id} source={source} />
        </Section>
      )}
      {source && examination?.url && (
        <Section title={t`Try another public URL`}>
          <TryUrl key={event.id} eventId={event.id} source={source} checked={examination.url} />
        </Section>
      )}
    </>
  );
}
