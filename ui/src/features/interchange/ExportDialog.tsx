import { plural, t } from '@lingui/core/macro';
import { useRef, useState } from 'react';

import { problemOf } from '../../data/client';
import { Button } from '../../design/Button';
import { Choice, ChoiceGroup } from '../../design/Choice';
import { Dialog } from '../../design/Dialog';
import { ErrorNotice } from '../../design/ErrorNotice';
import { bytesText } from '../../design/formatBytes';
import { SegmentedControl } from '../../design/SegmentedControl';
import { useToast } from '../../design/Toast';
import { platform } from '../../platform/platform';
import { exportName, type ExportFormat, exportPath, type ExportWhat } from './exportAddress';
import styles from './interchange.module.css';

export interface ExportDialogProps {
  /** What can be exported: of two, the first is proposed. */
  choices: readonly ExportWhat[];
  onClose: () => void;
}

/** Asks how events are to be written, and writes them to a file, straight from the engine. */
export function ExportDialog({ choices, onClose }: ExportDialogProps) {
  const toast = useToast();
  const main = useRef<HTMLButtonElement>(null);
  const [place, setPlace] = useState('0');
  const [format, setFormat] = useState<ExportFormat>('bundle');
  const [written, setWritten] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [stopping, setStopping] = useState<AbortController | null>(null);
  const what = choices[Number(place)] ?? choices[0];

  const start = async () => {
    if (!what) return;
    const aborter = new AbortController();
    setStopping(aborter);
    setWritten(0);
    setError(null);
    let bytes = 0;
    const onProgress = (now: number) => setWritten((bytes = now));
    const name = exportName(format, new Date());
    try {
      const saved = await platform().save({ path: exportPath(what, format), name, onProgress, signal: aborter.signal });
      const size = bytesText(bytes);
      toast({ title: t`Exported ${size}.`, detail: saved ?? name, tone: 'success' });
      onClose();
    } catch (failure) {
      if (!aborter.signal.aborted) setError(failure);
      setWritten(null);
      setStopping(null);
    }
  };
  const cancel = () => {
    stopping?.abort();
    if (!stopping) onClose();
  };
  const size = bytesText(written ?? 0);

  return (
    <Dialog
      isOpen
      onClose={() => {
        stopping?.abort();
        onClose();
      }}
      title={t`Export events`}
      firstFocus={main}
      actions={
        <>
          <Button ref={main} variant="primary" glyph="save" isBusy={written !== null} onClick={() => void start()}>
            {t`Export`}
          </Button>
          <Button onClick={cancel}>{stopping ? t`Stop` : t`Cancel`}</Button>
          <span className={styles.progress} role="status">
            {written !== null && t`${size} written…`}
          </span>
        </>
      }
    >
      {error !== null && <ErrorNotice problem={problemOf(error)} />}
      {choices.length > 1 && (
        <SegmentedControl
          aria-label={t`What to export`}
          value={place}
          onValueChange={setPlace}
          options={choices.map((choice, index) => ({ value: String(index), label: wordsOf(choice) }))}
        />
      )}
      <ChoiceGroup
        aria-label={t`How to write them`}
        layout="cards"
        value={format}
        onValueChange={(next) => setFormat(formats.find((known) => known === next) ?? 'bundle')}
      >
        <Choice value="bundle" label={t`Bundle`} note={t`Everything, byte for byte. Can be imported again.`} />
        <Choice value="har" label="HAR" note={t`HTTP archive 1.2, for browsers and proxies.`} />
        <Choice value="json_lines" label={t`JSON lines`} note={t`One event a line, for scripts.`} />
        <Choice value="curl" label="cURL" note={t`Commands, signed so that they are valid now.`} />
      </ChoiceGroup>
    </Dialog>
  );
}

const formats: readonly ExportFormat[] = ['bundle', 'har', 'json_lines', 'curl'];

function wordsOf(what: ExportWhat): string {
  if (what.kind === 'selected') return plural(what.ids.length, { one: '# selected', other: '# selected' });
  const isFiltered = Object.values(what.query).some((value) => value !== undefined && value !== '');
  return isFiltered ? t`Everything the filter shows` : t`Everything`;
}
