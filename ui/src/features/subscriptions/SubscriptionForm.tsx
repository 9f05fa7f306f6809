import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';

import type { Preview, Subscription } from '../../contract';
import { problemOf, type ShownProblem } from '../../data/client';
import { useDestinations } from '../../data/destinations';
import { BackLink } from '../../design/BackLink';
import { Editor, EditorFooterNote } from '../../design/Editor';
import { ErrorNotice } from '../../design/ErrorNotice';
import { filterText, parseFilter } from '../../design/fields/filterText';
import { countText } from '../../design/formatNumber';
import { SaveButton } from '../../design/SaveButton';
import { withSampleValue } from './conditionRows';
import { EventTypesSection } from './EventTypesSection';
import { FilterSection } from './FilterSection';
import { NotifySection } from './NotifySection';
import { OrderSection } from './OrderSection';
import { PreviewPane } from './PreviewPane';
import { usePreview } from './queries';
import { RetrySection } from './RetrySection';
import { SendSample } from './SendSample';
import { SourceSection } from './SourceSection';
import { type SubscriptionDraft, type SubscriptionErrors, subscriptionErrors } from './subscriptionDraft';
import styles from './subscriptions.module.css';
import { TargetSection } from './TargetSection';
import { TransformSection } from './TransformSection';

export interface SubscriptionFormProps {
  title: string;
  /** The stored subscription; without it the form makes a new one. */
  subscription?: Subscription;
  draft: SubscriptionDraft;
  onDraftChange: (draft: SubscriptionDraft) => void;
  /** Called only with a draft that is fit to be sent. */
  onSave: () => void;
  isSaving: boolean;
  failure: unknown;
  actions?: ReactNode;
}

/** The one-page form of a subscription, with a live count of what it would match. */
export function SubscriptionForm({
  title,
  subscription,
  draft,
  onDraftChange,
  onSave,
  isSaving,
  failure,
  actions,
}: SubscriptionFormProps) {
  const [isEveryErrorShown, setEveryErrorShown] = useState(false);
  const filter = parseFilter(draft.filter);
  const preview = usePreview(draft.sourceId, draft.patterns, 'filter' in filter ? filter.filter : null);
  const destinations = useDestinations();

  const own = subscriptionErrors(draft);
  const firstProblem = Object.values(own)[0];
  const problem = failure ? problemOf(failure) : null;
  const refused = problem ? refusedField(problem) : {};
  const shown: SubscriptionErrors = { ...refused, ...(isEveryErrorShown ? own : onlyTyped(own, draft)) };

  const change = (part: Partial<SubscriptionDraft>) => onDraftChange({ ...draft, ...part });
  const save = () => {
    setEveryErrorShown(true);
    if (firstProblem) return false;
    onSave();
    return true;
  };

  const target = draft.target?.kind === 'stored' ? draft.target : null;
  const destination = destinations.data?.find((candidate) => candidate.id === target?.destinationId);
  const waiting = destination?.waiting_count ?? 0;

  return (
    <Editor
      title={title}
      back={
        <BackLink>
          <Link to="/subscriptions"><Trans>Subscriptions</Trans></Link>
        </BackLink>
      }
      actions={actions}
      onSave={save}
      aside={
        <PreviewPane
          draft={draft}
          preview={preview}
          onValueChoose={(path, value) => {
            // What is being written as JSON and is none yet is not thrown away by a click.
            if ('filter' in filter) change({ filter: filterText(withSampleValue(filter.filter, path, value)) });
          }}
        />
      }
      footer={
        <>
          <SaveButton problem={firstProblem} isBusy={isSaving} />
          <SendSample
            destination={destination}
            target={draft.target}
            sample={preview.data?.samples[0]}
            patterns={draft.patterns}
          />
          <EditorFooterNote>
            {preview.data && (
              <span className={styles.footCount}>
                {t`${countText(preview.data.matched)} of ${countText(preview.data.of)} would match.`}{' '}
              </span>
            )}
            <Trans>Applies to new events.</Trans>{' '}
            {subscription &&
              waiting > 0 &&
              plural(waiting, {
                one: '# delivery waits: once saved, it can be applied to it.',
                other: '# deliveries wait: once saved, it can be applied to them.',
              })}
          </EditorFooterNote>
        </>
      }
    >
      {problem && Object.keys(refused).length === 0 && <ErrorNotice problem={problem} />}
      <SourceSection
        sourceId={draft.sourceId}
        onSourceChange={(sourceId) => change({ sourceId })}
        error={shown.source_id}
      />
      <EventTypesSection
        sourceId={draft.sourceId}
        patterns={draft.patterns}
        onPatternsChange={(patterns) => change({ patterns })}
        error={shown.event_types}
      />
      <FilterSection
        draft={draft}
        fields={fieldsOf(preview.data)}
        onFilterChange={(filter) => change({ filter })}
        error={shown.filter}
      />
      <TargetSection
        target={draft.target}
        onTargetChange={(next) => change({ target: next })}
        errors={shown}
      />
      <TransformSection
        draft={draft}
        onTransformChange={(transform) => change({ transform })}
        error={shown.transform}
      />
      <RetrySection draft={draft} onDraftChange={onDraftChange} error={shown.retry_schedule} />
      <OrderSection order={draft.order} onOrderChange={(order) => change({ order })} error={shown.ordering} />
      <NotifySection notify={draft.notify} onNotifyChange={(notify) => change({ notify })} />
    </Editor>
  );
}

/** Where the samples have values, each place once. */
function fieldsOf(preview: Preview | undefined): string[] {
  const places = preview?.samples.flatMap(({ values }) => values.map(({ path }) => ['body', ...path].join('.')));
  return [...new Set(places)];
}

/** The fields a refusal of the API can land at. */
const fieldNames: Record<keyof SubscriptionErrors, true> = {
  source_id: true,
  event_types: true,
  filter: true,
  transform: true,
  destination_id: true,
  url: true,
  headers: true,
  timeout_ms: true,
  concurrency: true,
  retry_schedule: true,
  ordering: true,
};

/** A refusal at its field. A condition of a filter is refused with its place: `filter.body.amount`. */
function refusedField({ field, detail }: ShownProblem): SubscriptionErrors {
  const name = field?.split(/[.[]/, 1)[0];
  if (!field || !name || !(name in fieldNames)) return {};
  return { [name]: field === name ? detail : `${field.slice(name.length + 1)}: ${detail}` };
}

/** Before the first try to save, only what was typed wrongly is an error; what is still missing is not. */
function onlyTyped(errors: SubscriptionErrors, draft: SubscriptionDraft): SubscriptionErrors {
  const isUrlTyped = draft.target !== null && draft.target.kind !== 'stored' && draft.target.url !== '';
  return {
    ...(errors.filter && { filter: errors.filter }),
    ...(errors.ordering && draft.order.place && { ordering: errors.ordering }),
    ...(errors.retry_schedule && { retry_schedule: errors.retry_schedule }),
    ...(isUrlTyped && errors.url && { url: errors.url }),
  };
}
