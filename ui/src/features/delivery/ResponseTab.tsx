import type { Attempt, DeliveryDetail } from '../../contract';
import { causeTitle } from '../../design/causeWords';
import { Glyph } from '../../design/glyphs';
import { bytesText } from '../../design/formatBytes';
import { latencyText } from '../../design/latency';
import { BodyLines, HeaderTable, RequestLine, SectionStack } from '../../inspector';
import styles from './ResponseTab.module.css';
import { statusText } from './statusText';

/** What came back from the last attempt that got an answer. */
export function ResponseTab({ delivery }: { delivery: DeliveryDetail }) {
  const last = delivery.attempts.at(-1);
  const answered = delivery.attempts.findLast((attempt) => attempt.response !== null);
  if (!last) return <p className="t2">Nothing was sent yet, so nothing came back.</p>;
  return (
    <SectionStack>
      {last !== answered && <NoAnswer attempt={last} />}
      {answered && <Answer attempt={answered} />}
    </SectionStack>
  );
}

/** The answer to one attempt: status, headers, body. */
export function Answer({ attempt }: { attempt: Attempt }) {
  const { response } = attempt;
  if (!response) return <NoAnswer attempt={attempt} />;
  return (
    <SectionStack>
      <RequestLine
        method={String(response.status)}
        target={statusText(response.status)}
        note={`attempt ${attempt.number}, ${latencyText(attempt.phases.total_us / 1_000)}`}
      />
      {response.is_body_incomplete && (
        <p className={styles.warning}>
          <Glyph name="warning" />
          The connection broke before the answer was complete.
        </p>
      )}
      <HeaderTable headers={response.headers} label="Headers" />
      <BodyLines source={{ kind: 'response', attemptId: attempt.id }} label="Body" />
      {response.is_body_truncated && (
        <p className="t3">
          Of {bytesText(response.body_bytes)}, the first {bytesText(response.body_kept_bytes)} are kept.
        </p>
      )}
    </SectionStack>
  );
}

function NoAnswer({ attempt }: { attempt: Attempt }) {
  return (
    <div>
      <p className={styles.none}>
        {attempt.error_class ? causeTitle[attempt.error_class] : 'No answer'}: attempt {attempt.number} got no answer.
      </p>
      {attempt.error_detail !== null && <code className={styles.detail}>{attempt.error_detail}</code>}
    </div>
  );
}
