import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';

import { EditorSection } from '../../design/Editor';
import { Field } from '../../design/Field';
import { Select } from '../../design/Select';
import { TextInput } from '../../design/TextInput';
import type { OrderDraft } from './subscriptionDraft';
import styles from './subscriptions.module.css';

export interface OrderSectionProps {
  order: OrderDraft;
  onOrderChange: (order: OrderDraft) => void;
  error?: string | undefined;
}

/** Whether deliveries wait for those before them. */
export function OrderSection({ order, onOrderChange, error }: OrderSectionProps) {
  return (
    <EditorSection label={t`Order`}>
      <div className={styles.order}>
        <Field label={t`Order`} isLabelHidden hint={i18n._(notes[order.by])}>
          <Select
            value={order.by}
            onValueChange={(by) => onOrderChange({ by, place: by === order.by ? order.place : '' })}
            options={[
              { value: 'none', label: t`As fast as possible` },
              { value: 'all', label: t`One after the other` },
              { value: 'body', label: t`In order by a value in the body` },
              { value: 'header', label: t`In order by a header` },
            ]}
          />
        </Field>
        {(order.by === 'body' || order.by === 'header') && (
          <Field label={order.by === 'body' ? t`Path to the value` : t`Header`} isLabelHidden error={error}>
            <TextInput
              isMono
              placeholder={order.by === 'body' ? '/data/object/id' : 'X-Customer-Id'}
              value={order.place}
              onChange={(event) => onOrderChange({ ...order, place: event.target.value })}
            />
          </Field>
        )}
      </div>
    </EditorSection>
  );
}

const notes: Record<OrderDraft['by'], MessageDescriptor> = {
  none: msg`Deliveries do not wait for each other. A number in a header lets your app order them.`,
  all: msg`Each delivery waits until the one before it arrived, gave up or was cancelled.`,
  body: msg`Events with the same value wait for each other; others do not.`,
  header: msg`Events with the same header wait for each other; others do not.`,
};
