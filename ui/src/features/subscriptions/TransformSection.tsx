import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';

import { problemOf } from '../../data/client';
import { Button } from '../../design/Button';
import { Disclosure } from '../../design/Disclosure';
import { EditorSection } from '../../design/Editor';
import { ErrorNotice } from '../../design/ErrorNotice';
import { Field } from '../../design/Field';
import { TextArea } from '../../design/TextArea';
import { useLatched } from '../../design/useLatched';
import { useTransformTest } from './queries';
import type { SubscriptionDraft } from './subscriptionDraft';
import styles from './subscriptions.module.css';
import { TransformReport } from './TransformReport';

export interface TransformSectionProps {
  draft: SubscriptionDraft;
  onTransformChange: (transform: string) => void;
  error?: string | undefined;
}

/** Changed by: JavaScript that makes the request, and what it makes of the latest event. */
export function TransformSection({ draft, onTransformChange, error }: TransformSectionProps) {
  const test = useTransformTest();
  const isOpen = useLatched(draft.transform !== '' || Boolean(error));
  return (
    <EditorSection label={t`Changed by`} note={t`Optional`}>
      <Disclosure
        label={t`Transform`}
        summary={draft.transform.trim() ? t`JavaScript makes the request` : t`sent as received`}
        isOpenAtFirst={isOpen}
      >
        <Field
          label={t`Transform`}
          isLabelHidden
          error={error}
          hint={t`JavaScript without network and files, for at most a second. Return the webhook with its url, method, headers and payload, or cancel: true.`}
        >
          <TextArea
            isMono
            rows={9}
            placeholder={PLACEHOLDER}
            value={draft.transform}
            onChange={(event) => {
              test.reset();
              onTransformChange(event.target.value);
            }}
          />
        </Field>
        <div>
          <Button
            disabledReason={draft.transform.trim() ? undefined : t`Write a transform first.`}
            isBusy={test.isPending}
            onClick={() => test.mutate(draft)}
          >
            <Trans>Test with the latest event</Trans>
          </Button>
        </div>
        {test.error && <ErrorNotice problem={problemOf(test.error)} />}
        {test.data && (
          <div className={styles.report}>
            <TransformReport report={test.data} />
          </div>
        )}
      </Disclosure>
    </EditorSection>
  );
}

const PLACEHOLDER = `function handler(webhook) {
  webhook.headers["x-kind"] = webhook.eventType;
  webhook.payload = { id: webhook.payload.id };
  return webhook;
}`;
