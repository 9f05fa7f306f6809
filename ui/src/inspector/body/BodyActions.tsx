import { t } from '@lingui/core/macro';
import { useState } from 'react';

import type { LineWindow } from '../../contract';
import { problemOf } from '../../data/client';
import { bytesText } from '../../design/formatBytes';
import { IconButton } from '../../design/IconButton';
import { useToast } from '../../design/Toast';
import { platform } from '../../platform/platform';
import styles from './BodyViewer.module.css';
import { bytesPath, type ReadBody, readPart } from './bodySource';

/** More is not put on the clipboard: it would have to pass through the page as a whole. */
const COPY_BYTES_MAX = 5_000_000;

interface BodyActionsProps {
  body: ReadBody;
  head: LineWindow;
  isWrapped: boolean;
  canWrap: boolean;
  onWrap: () => void;
  onFind: () => void;
}

/** What can be done with a body: find in it, wrap it, copy it, save it. */
export function BodyActions({ body, head, isWrapped, canWrap, onWrap, onFind }: BodyActionsProps) {
  const toast = useToast();
  const [isSaving, setSaving] = useState(false);
  const isWhole = head.body_bytes <= COPY_BYTES_MAX;
  const [part, whole] = [bytesText(COPY_BYTES_MAX), bytesText(head.body_bytes)];

  const copy = async () => {
    try {
      await platform().copyText(await readPart(body, 0, COPY_BYTES_MAX));
      toast({ title: isWhole ? t`Copied.` : t`Copied the first ${part} of ${whole}.`, tone: 'success' });
    } catch (error) {
      toast({ title: t`Not copied.`, detail: problemOf(error).detail, tone: 'failure' });
    }
  };
  const save = async () => {
    setSaving(true);
    try {
      const place = await platform().save({ path: bytesPath(body.source), name: fileName(body, head.content) });
      toast({ title: place === null ? t`Saved ${whole}.` : t`Saved to ${place}.`, tone: 'success' });
    } catch (error) {
      toast({ title: t`Not saved.`, detail: problemOf(error).detail, tone: 'failure' });
    }
    setSaving(false);
  };

  return (
    <div className={styles.actions}>
      <IconButton glyph="search" label={t`Find in the body`} onClick={onFind} />
      <IconButton
        glyph="wrap"
        label={t`Wrap long lines`}
        aria-pressed={isWrapped}
        disabledReason={canWrap ? undefined : t`There is nothing to wrap in this view.`}
        onClick={onWrap}
      />
      <IconButton
        glyph="copy"
        label={isWhole ? t`Copy the body` : t`Copy the first ${part}`}
        disabledReason={head.content === 'binary' ? t`It is no text. Save it instead.` : undefined}
        onClick={() => void copy()}
      />
      <IconButton
        glyph="save"
        label={t`Save the body to a file`}
        disabledReason={isSaving ? t`It is being saved.` : undefined}
        onClick={() => void save()}
      />
    </div>
  );
}

const endings: Record<LineWindow['content'], string> = {
  json: 'json',
  xml: 'xml',
  form: 'txt',
  text: 'txt',
  binary: 'bin',
};

function fileName({ source }: ReadBody, content: LineWindow['content']): string {
  const name =
    source.kind === 'event'
      ? source.id
      : source.kind === 'mock_request'
        ? `${source.mock}-${source.number}`
        : `${source.attemptId}-${source.kind}`;
  return `${name}.${endings[content]}`;
}
