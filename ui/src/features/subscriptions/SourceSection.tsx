import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';

import type { Source } from '../../contract';
import { useSources } from '../../data/sources';
import { Choice, ChoiceGroup } from '../../design/Choice';
import { EditorSection } from '../../design/Editor';
import { FieldNote } from '../../design/Field';
import { SourceBadge } from '../../design/SourceBadge';
import styles from './subscriptions.module.css';

/** Stands for "any source" among the choices; no id looks like it. */
const ANY = 'any';

export interface SourceSectionProps {
  sourceId: string | null | undefined;
  onSourceChange: (sourceId: string | null) => void;
  error?: string | undefined;
}

/** From: one source, or any. */
export function SourceSection({ sourceId, onSourceChange, error }: SourceSectionProps) {
  const sources = useSources();
  const chosen = sources.data?.find((source) => source.id === sourceId);
  return (
    <EditorSection label={t`From`}>
      <ChoiceGroup
        aria-label={t`From`}
        value={sourceId === null ? ANY : (sourceId ?? null)}
        onValueChange={(value) => onSourceChange(value === ANY ? null : value)}
        isInvalid={Boolean(error)}
      >
        {sources.data?.map((source) => (
          <Choice
            key={source.id}
            value={source.id}
            leading={<SourceBadge provider={source.provider} />}
            label={source.name}
            note={source.id === sourceId ? signatureWords(source) : undefined}
          />
        ))}
        <Choice value={ANY} label={t`Any source`} />
      </ChoiceGroup>
      <FieldNote
        error={error}
        hint={
          sources.data?.length === 0 ? (
            <Trans>
              There is no source yet.{' '}
              <Link to="/sources/$id" params={{ id: 'new' }} className={styles.link}>
                Connect one
              </Link>
              , or take any.
            </Trans>
          ) : (
            chosen && <span className="mono">{chosen.public_url ?? chosen.receive_url}</span>
          )
        }
      />
    </EditorSection>
  );
}

function signatureWords(source: Source): string {
  if (source.provider === 'none') return t`not verified`;
  return source.secrets.length > 0 ? t`signature ✓` : t`no secret`;
}
