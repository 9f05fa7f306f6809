import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';

import { Button } from '../../design/Button';
import { IconButton } from '../../design/IconButton';
import { SegmentedControl } from '../../design/SegmentedControl';
import { TextInput } from '../../design/TextInput';
import type { StatusRule } from './subscriptionDraft';
import styles from './subscriptions.module.css';

export interface StatusRulesProps {
  rules: readonly StatusRule[];
  onRulesChange: (rules: StatusRule[]) => void;
}

/** What certain statuses lead to; the first rule that fits counts. */
export function StatusRules({ rules, onRulesChange }: StatusRulesProps) {
  const replace = (index: number, rule: StatusRule) => onRulesChange(rules.map((old, place) => (place === index ? rule : old)));
  return (
    <div className={styles.rules}>
      {rules.map((rule, index) => (
        <div key={index} className={styles.rule}>
          <TextInput
            isMono
            aria-label={t`Status of rule ${index + 1}`}
            placeholder={t`401 or 500-599`}
            value={rule.status}
            onChange={(event) => replace(index, { ...rule, status: event.target.value })}
          />
          <SegmentedControl
            aria-label={t`What rule ${index + 1} does`}
            value={rule.action}
            onValueChange={(action) => replace(index, { ...rule, action })}
            options={[
              { value: 'stop', label: t`Give up` },
              { value: 'retry', label: t`Try again` },
            ]}
          />
          <IconButton
            glyph="trash"
            variant="danger"
            label={t`Remove rule ${rule.status || index + 1}`}
            onClick={() => onRulesChange(rules.filter((_, place) => place !== index))}
          />
        </div>
      ))}
      <div>
        <Button variant="ghost" glyph="plus" onClick={() => onRulesChange([...rules, { status: '', action: 'stop' }])}>
          <Trans>Rule for a status</Trans>
        </Button>
      </div>
    </div>
  );
}
