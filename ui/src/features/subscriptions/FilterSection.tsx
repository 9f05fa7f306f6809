import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';

import { problemOf } from '../../data/client';
import { Button } from '../../design/Button';
import { Disclosure } from '../../design/Disclosure';
import { EditorSection } from '../../design/Editor';
import { ErrorNotice } from '../../design/ErrorNotice';
import { Field } from '../../design/Field';
import { parseFilter } from '../../design/fields/filterText';
import { TextArea } from '../../design/TextArea';
import { useLatched } from '../../design/useLatched';
import { ConditionRows } from './ConditionRows';
import { rowsOfFilter } from './conditionRows';
import { FilterReport } from './FilterReport';
import { useFilterTest } from './queries';
import type { SubscriptionDraft } from './subscriptionDraft';
import styles from './subscriptions.module.css';

export interface FilterSectionProps {
  draft: SubscriptionDraft;
  /** Places that events were seen to have. */
  fields: readonly string[];
  onFilterChange: (filter: string) => void;
  error?: string | undefined;
}

/** Only if: conditions over type, headers and body, and whether the latest event fulfils them. */
export function FilterSection({ draft, fields, onFilterChange, error }: FilterSectionProps) {
  const test = useFilterTest();
  const typed = parseFilter(draft.filter);
  const isOpen = useLatched(!('filter' in typed) || rowsOfFilter(typed.filter) === null || Boolean(error));
  const change = (filter: string) => {
    test.reset();
    onFilterChange(filter);
  };
  return (
    <EditorSection label={t`Only if`} note={t`Optional`}>
      <ConditionRows filter={draft.filter} onFilterChange={change} fields={fields} />
      <Disclosure
        label={t`As JSON`}
        summary={draft.filter.trim() ? t`some of these events` : t`all of these events`}
        isOpenAtFirst={isOpen}
      >
        <Field
          label={t`Filter`}
          isLabelHidden
          error={error}
          hint={t`Conditions on type, headers and body. A plain value means equal; $gt, $in, $regex, $exists, $not and others ask for more.`}
        >
          <TextArea
            isMono
            rows={7}
            placeholder={PLACEHOLDER}
            value={draft.filter}
            onChange={(event) => change(event.target.value)}
          />
        </Field>
        <div>
          <Button
            disabledReason={untestable(draft.filter)}
            isBusy={test.isPending}
            onClick={() => {
              if ('filter' in typed && typed.filter) test.mutate({ draft, filter: typed.filter });
            }}
          >
            <Trans>Test with the latest event</Trans>
          </Button>
        </div>
        {test.error && <ErrorNotice problem={problemOf(test.error)} />}
        {test.data && (
          <div className={styles.report}>
            <FilterReport report={test.data} />
          </div>
        )}
      </Disclosure>
    </EditorSection>
  );
}

const PLACEHOLDER = `{
  "body": { "amount": { "$gt": 100 } },
  "headers": { "x-github-event": "push" }
}`;

function untestable(text: string): string | undefined {
  const typed = parseFilter(text);
  if ('problem' in typed) return typed.problem;
  return typed.filter ? undefined : t`Write a filter first.`;
}
