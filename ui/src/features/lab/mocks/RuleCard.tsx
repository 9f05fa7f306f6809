import { t } from '@lingui/core/macro';
import { useId, useState } from 'react';

import { Disclosure } from '../../../design/Disclosure';
import { Field } from '../../../design/Field';
import { Glyph } from '../../../design/glyphs';
import { IconButton } from '../../../design/IconButton';
import { TextArea } from '../../../design/TextArea';
import { TextInput } from '../../../design/TextInput';
import { useLatched } from '../../../design/useLatched';
import { AnswersEditor } from './AnswersEditor';
import { MethodChips } from './MethodChips';
import { type RuleDraft, ruleErrors, ruleOf } from './mockDraft';
import styles from './mocks.module.css';
import { MoveButtons } from './MoveButtons';
import { ruleSentence } from './ruleSentence';

export interface RuleCardProps {
  rule: RuleDraft;
  /** Its place among the rules, from 0. */
  place: number;
  /** How many rules there are. */
  count: number;
  isOpenAtFirst: boolean;
  onChange: (rule: RuleDraft) => void;
  onMove: (by: number) => void;
  onRemove: () => void;
}

/** One rule: what it does in a sentence; opened, which requests it means and what they get. */
export function RuleCard({ rule, place, count, isOpenAtFirst, onChange, onMove, onRemove }: RuleCardProps) {
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  const bodyId = useId();
  const errors = ruleErrors(rule);
  const isWrong = Boolean(errors.path ?? errors.filter ?? errors.chance) || Object.keys(errors.answers).length > 0;
  // What is wrong is never folded away.
  const isShown = isOpen || isWrong;
  const isFilterOpen = useLatched(rule.filter !== '');
  const change = (part: Partial<RuleDraft>) => onChange({ ...rule, ...part });
  const number = place + 1;
  const name = t`rule ${number}`;

  return (
    <li className={styles.rule} aria-label={t`Rule ${number}`}>
      <div className={styles.ruleHead}>
        <button
          type="button"
          className={styles.ruleToggle}
          aria-expanded={isShown}
          aria-controls={bodyId}
          onClick={() => setOpen(!isOpen)}
        >
          <Glyph name={isShown ? 'chevron-down' : 'chevron-right'} size={12} />
          <span className={styles.ruleNumber}>{number}</span>
          <span>{ruleSentence(ruleOf(rule))}</span>
        </button>
        <MoveButtons name={name} place={place} count={count} onMove={onMove} />
        <IconButton glyph="trash" variant="danger" label={t`Remove ${name}`} onClick={onRemove} />
      </div>
      <div id={bodyId} className={styles.ruleBody} hidden={!isShown}>
        <div className={styles.condition}>
          <MethodChips methods={rule.methods} onMethodsChange={(methods) => change({ methods })} ruleName={name} />
          <Field label={t`Path`} error={errors.path} className={styles.path}>
            <TextInput
              isMono
              placeholder={t`any, or /orders/*`}
              value={rule.path}
              onChange={(event) => change({ path: event.target.value })}
            />
          </Field>
          <Field label={t`Chance`} error={errors.chance} className={styles.chance}>
            <TextInput
              inputMode="numeric"
              suffix="%"
              value={rule.chance}
              onChange={(event) => change({ chance: event.target.value })}
            />
          </Field>
        </div>
        <Disclosure
          label={t`Filter`}
          summary={rule.filter.trim() ? t`some of these requests` : t`all of these requests`}
          isOpenAtFirst={isFilterOpen}
        >
          <Field
            label={t`Filter of ${name}`}
            isLabelHidden
            error={errors.filter}
            hint={t`As in a subscription: conditions on headers and body, and on the type of what Tacklebox delivers.`}
          >
            <TextArea
              isMono
              rows={4}
              placeholder={FILTER_PLACEHOLDER}
              value={rule.filter}
              onChange={(event) => change({ filter: event.target.value })}
            />
          </Field>
        </Disclosure>
        <AnswersEditor
          answers={rule.answers}
          errors={errors.answers}
          afterLast={rule.afterLast}
          onAnswersChange={(answers) => change({ answers })}
          onAfterLastChange={(afterLast) => change({ afterLast })}
        />
      </div>
    </li>
  );
}

const FILTER_PLACEHOLDER = '{ "body": { "amount": { "$gt": 100 } } }';
