import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useId } from 'react';

import type { EventTypeCount } from '../../contract';
import { Card } from '../../design/Card';
import { Checkbox } from '../../design/Checkbox';
import { EditorSection } from '../../design/Editor';
import { FieldNote } from '../../design/Field';
import { countText } from '../../design/formatNumber';
import { IconButton } from '../../design/IconButton';
import { EVERYTHING } from './eventTypePattern';
import { EventTypeTree } from './EventTypeTree';
import { eventTypeTree, withoutTypes } from './eventTypeTree';
import { isCovered, patternsOutsideTree } from './patternSelection';
import { PatternInput } from './PatternInput';
import { useEventTypes } from './queries';
import styles from './subscriptions.module.css';

export interface EventTypesSectionProps {
  sourceId: string | null | undefined;
  patterns: readonly string[];
  onPatternsChange: (patterns: string[]) => void;
  error?: string | undefined;
}

/** Which events: those seen so far as a tree, everything, or typed patterns. */
export function EventTypesSection({ sourceId, patterns, onPatternsChange, error }: EventTypesSectionProps) {
  const errorId = useId();
  const eventTypes = useEventTypes(sourceId);
  const types = eventTypes.data ?? [];
  const recent = ({ event_type, recent_count }: EventTypeCount) => ({ event_type, count: recent_count });
  const seen = types.map(recent);
  const unknown = types.filter(({ is_unknown }) => is_unknown).map(recent);
  const tree = eventTypeTree(seen);
  const rows = [...unknown.map((type) => ({ kind: 'single' as const, ...type })), ...withoutTypes(tree, unknown)];
  const chosen = seen.filter((type) => isCovered(patterns, type.event_type)).length;
  const isEverything = patterns.includes(EVERYTHING);

  return (
    <EditorSection
      label={t`Which events`}
      note={seen.length > 0 && t`${countText(chosen)} of ${countText(seen.length)} types seen`}
    >
      <Card
        role="group"
        aria-label={t`Event types`}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? errorId : undefined}
        className={styles.treeCard}
      >
        <Checkbox
          className={styles.everything}
          isChecked={isEverything}
          onCheckedChange={(isChecked) =>
            onPatternsChange(isChecked ? [EVERYTHING] : patterns.filter((pattern) => pattern !== EVERYTHING))
          }
          label={<b className={styles.groupName}><Trans>Every event</Trans></b>}
          trailing={seen.length === 0 ? t`also those to come` : countText(seen.reduce((sum, type) => sum + type.count, 0))}
        />
        {seen.length > 0 && (
          <p className={styles.countsNote}>
            <Trans>Events in the last 7 days</Trans>
          </p>
        )}
        {seen.length > 0 ? (
          <EventTypeTree tree={tree} unknown={unknown} patterns={patterns} onPatternsChange={onPatternsChange} />
        ) : (
          <p className={styles.treeEmpty}>
            {sourceId === undefined
              ? t`Choose a source to see the event types it has sent.`
              : eventTypes.isPending
                ? t`Looking at what was received…`
                : t`Nothing was received from here yet. Type the event types below, or take every event.`}
          </p>
        )}
      </Card>

      <div className={styles.patterns}>
        {patternsOutsideTree(patterns, rows).map((pattern) => (
          <span key={pattern} className={styles.patternChip}>
            <span className="mono">{pattern}</span>
            <IconButton
              glyph="close"
              label={t`Remove ${pattern}`}
              className={styles.patternRemove}
              onClick={() => onPatternsChange(patterns.filter((kept) => kept !== pattern))}
            />
          </span>
        ))}
        <PatternInput patterns={patterns} onPatternsChange={onPatternsChange} />
      </div>
      <FieldNote id={errorId} error={error} />
    </EditorSection>
  );
}
