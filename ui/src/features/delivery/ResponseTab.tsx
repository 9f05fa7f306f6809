import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';

import type { Attempt, DeliveryDetail } from '../../contract';
import { causeTitle } from '../../design/causeWords';
import { Glyph } from '../../design/glyphs';
import { bytesText } from '../../design/formatBytes';
import { latencyText } from '../../design/latency';
import { BodyViewer, contentTypeIn, HeaderTable, RequestLine, SectionStack } from '../../inspector';
import styles from './ResponseTab.module.css';
import { statusText } from './statusText';

/** What came back from the last attempt that got an answer. */
export function ResponseTab({ delivery }: { delivery: DeliveryDetail }) {
  const last = delivery.attempts.at(-1);
  const answered = delivery.attempts.findLast((attempt) => attempt.response !== null);
  if (!last) return <p className="t2">{t`Nothing was sent yet, so nothing came back.`}</p>;
  return (
    <SectionStack>
      {last !== answered && <NoAnswer attempt={last} />}
      {answered && <Answer attempt={answered} />}
    </SectionStack>
  );
}

/** The answer to one attempt: status, headers, body. */
export function Answer({ attempt }: { attempt: Attempt }) {
  const { response, number } = attempt;
  if (!response) return <NoAnswer attempt={attempt} />;
  const latency = latencyText(attempt.phases.total_us / 1_000);
  const [sent, kept] = [bytesText(response.body_bytes), bytesText(response.body_kept_bytes)];
  return (
    <SectionStack>
      <RequestLine
        method={String(response.status)}
        target={statusText(response.status)}
        note={t`attempt ${number}, ${latency}`}
      />
      {response.is_body_incomplete && (
        <p className={styles.warning}>
          <Glyph name="warning" />
          <Trans>The connection broke before the answer was complete.</Trans>
        </p>
      )}
      <HeaderTable headers={response.headers} label={t`Headers`} />
      <BodyViewer
        source={{ kind: 'response', attemptId: attempt.id }}
        label={t`Body`}
        contentType={contentTypeIn(response.headers)}
      />
      {response.is_body_truncated && (
        <p className="t3">
          <Trans>
            Of {sent}, the first {kept} are kept.
          </Trans>
        </p>
      )}
    </SectionStack>
  );
}

function NoAnswer({ attempt }: { attempt: Attempt }) {
  const cause = attempt.error_class ? causeTitle[attempt.error_class] : t`No answer`;
  const { number } = attempt;
  return (
    <div>
      <p className={styles.none}>
        <Trans>
          {cause}: attempt {number} got no answer.
        </Trans>
      </p>
      {attempt.error_detail !== null && <code className={styles.detail}>{attempt.error_detail}</code>}
    </div>
  );
}
