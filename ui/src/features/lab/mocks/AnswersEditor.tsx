import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';

import type { MockRule } from '../../../contract';
import { Button } from '../../../design/Button';
import { SegmentedControl } from '../../../design/SegmentedControl';
import { AnswerCard } from './AnswerCard';
import { type AnswerDraft, ANSWERS_MAX, copyOfAnswer, draftOfAnswer, plainAnswer } from './mockDraft';
import styles from './mocks.module.css';
import { moved } from './moved';

export interface AnswersEditorProps {
  answers: readonly AnswerDraft[];
  /** What is wrong, by the key of the answer. */
  errors: Record<string, string>;
  afterLast: MockRule['after_last'];
  onAnswersChange: (answers: AnswerDraft[]) => void;
  onAfterLastChange: (afterLast: MockRule['after_last']) => void;
}

/** What requests get: one answer, or a sequence that moves on with each request. */
export function AnswersEditor({ answers, errors, afterLast, onAnswersChange, onAfterLastChange }: AnswersEditorProps) {
  return (
    <div className={styles.answers}>
      <h3 className={styles.fieldLabel}>{answers.length === 1 ? t`Answer` : t`Answers, one after the other`}</h3>
      <ol className={styles.answerList}>
        {answers.map((answer, place) => (
          <AnswerCard
            key={answer.key}
            answer={answer}
            place={place}
            count={answers.length}
            error={errors[answer.key]}
            onChange={(next) => onAnswersChange(answers.map((old) => (old.key === answer.key ? next : old)))}
            onMove={(by) => onAnswersChange(moved(answers, place, by))}
            onCopy={() => onAnswersChange(answers.toSpliced(place + 1, 0, copyOfAnswer(answer)))}
            onRemove={() => onAnswersChange(answers.filter(({ key }) => key !== answer.key))}
          />
        ))}
      </ol>
      <div className={styles.answersFoot}>
        <Button
          variant="ghost"
          glyph="plus"
          disabledReason={answers.length >= ANSWERS_MAX ? t`A sequence has at most ${ANSWERS_MAX} answers.` : undefined}
          onClick={() => onAnswersChange([...answers, draftOfAnswer(plainAnswer(200))])}
        >
          <Trans>Answer</Trans>
        </Button>
        {answers.length > 1 && (
          <span className={styles.afterLast}>
            <span className="t2" aria-hidden>
              <Trans>After the last</Trans>
            </span>
            <SegmentedControl
              aria-label={t`After the last`}
              value={afterLast}
              onValueChange={onAfterLastChange}
              options={[
                { value: 'stay', label: t`Stay at it` },
                { value: 'repeat', label: t`Begin again` },
              ]}
            />
          </span>
        )}
      </div>
    </div>
  );
}
