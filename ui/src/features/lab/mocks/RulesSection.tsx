import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';

import { Button } from '../../../design/Button';
import { draftOfRule, plainAnswer, plainRule, type RuleDraft, RULES_MAX } from './mockDraft';
import styles from './mocks.module.css';
import { moved } from './moved';
import { RuleCard } from './RuleCard';

export interface RulesSectionProps {
  rules: readonly RuleDraft[];
  onRulesChange: (rules: RuleDraft[]) => void;
}

/** The rules of a mock in the order they are asked. */
export function RulesSection({ rules, onRulesChange }: RulesSectionProps) {
  const [addedKey, setAddedKey] = useState<string | null>(null);
  const add = () => {
    const rule = draftOfRule(plainRule([plainAnswer(200)]));
    setAddedKey(rule.key);
    onRulesChange([...rules, rule]);
  };
  return (
    <section className={styles.rules} aria-label={t`Rules`}>
      <header className={styles.rulesHead}>
        <h2><Trans>Rules</Trans></h2>
        <p className="t3"><Trans>The first that means a request answers it. What none means gets 200.</Trans></p>
      </header>
      {rules.length > 0 && (
        <ol className={styles.ruleList}>
          {rules.map((rule, place) => (
            <RuleCard
              key={rule.key}
              rule={rule}
              place={place}
              count={rules.length}
              isOpenAtFirst={rules.length === 1 || rule.key === addedKey}
              onChange={(next) => onRulesChange(rules.map((old) => (old.key === rule.key ? next : old)))}
              onMove={(by) => onRulesChange(moved(rules, place, by))}
              onRemove={() => onRulesChange(rules.filter(({ key }) => key !== rule.key))}
            />
          ))}
        </ol>
      )}
      <div>
        <Button
          glyph="plus"
          onClick={add}
          disabledReason={rules.length >= RULES_MAX ? t`A mock has at most ${RULES_MAX} rules.` : undefined}
        >
          <Trans>Rule</Trans>
        </Button>
      </div>
    </section>
  );
}
