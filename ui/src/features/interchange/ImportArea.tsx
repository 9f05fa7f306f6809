import { t } from '@lingui/core/macro';
import { lazy, Suspense, useEffect, useEffectEvent, useRef, useState } from 'react';

import { useCommand } from '../../commands';
import { Glyph } from '../../design/glyphs';
import { useToast } from '../../design/Toast';
import { type Incoming, looksImportable } from './importing';
import styles from './interchange.module.css';

// Loaded when something comes in; what is pasted is heard from the first moment on.
const ImportDialog = lazy(async () => ({ default: (await import('./ImportDialog')).ImportDialog }));

/** The largest file that is read. */
const FILE_BYTES_MAX = 128 * 1024 * 1024;

/**
 * Hears what is pasted outside of a field and what is dropped anywhere, and asks whether to receive it. Once, in the frame
 * around every screen.
 */
export function ImportArea({ onReceived }: { onReceived: (eventId: string) => void }) {
  const toast = useToast();
  const picker = useRef<HTMLInputElement>(null);
  const [waiting, setWaiting] = useState<readonly Incoming[]>([]);
  const [isOver, setOver] = useState(false);
  const [count, setCount] = useState(0);
  const current = waiting[0];

  useCommand('import', () => picker.current?.click());

  const add = (texts: readonly Omit<Incoming, 'id'>[]) => {
    setWaiting((before) => [...before, ...texts.map((text, index) => ({ ...text, id: count + index }))]);
    setCount(count + texts.length);
  };
  const addFiles = async (files: readonly File[]) => {
    const large = files.find((file) => file.size > FILE_BYTES_MAX);
    if (large) {
      const { name } = large;
      toast({ title: t`${name} is too large.`, detail: t`An import has at most 128 MiB.`, tone: 'failure' });
      return;
    }
    add(await Promise.all(files.map(async (file) => ({ text: await file.text(), fileName: file.name }))));
  };

  const paste = useEffectEvent((event: ClipboardEvent) => {
    const isElsewhere =
      event.target instanceof Element &&
      event.target.closest('input, textarea, [contenteditable="true"], [role="dialog"], [role="alertdialog"]');
    if (event.defaultPrevented || isElsewhere || !event.clipboardData) return;
    const files = [...event.clipboardData.files];
    const text = event.clipboardData.getData('text/plain');
    if (files.length === 0 && !looksImportable(text)) return;
    event.preventDefault();
    if (files.length > 0) void addFiles(files);
    else add([{ text, fileName: null }]);
  });
  const drag = useEffectEvent((event: DragEvent) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    // Something on the page takes it.
    if (event.defaultPrevented) return setOver(false);
    event.preventDefault();
    if (event.type === 'dragover') setOver(true);
    // Leaving for a child of the page is no leaving.
    else if (event.type === 'dragleave' && event.relatedTarget === null) setOver(false);
    else if (event.type === 'drop') {
      setOver(false);
      void addFiles([...event.dataTransfer.files]);
    }
  });
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => paste(event);
    const onDrag = (event: DragEvent) => drag(event);
    const kinds = ['dragover', 'dragleave', 'drop'] as const;
    window.addEventListener('paste', onPaste);
    for (const kind of kinds) window.addEventListener(kind, onDrag);
    return () => {
      window.removeEventListener('paste', onPaste);
      for (const kind of kinds) window.removeEventListener(kind, onDrag);
    };
  }, []);

  return (
    <>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label={t`Files to import`}
        onChange={({ currentTarget }) => {
          void addFiles([...(currentTarget.files ?? [])]);
          currentTarget.value = '';
        }}
      />
      {isOver && (
        <div className={styles.over} aria-hidden>
          <p>
            <Glyph name="source" />
            {t`Drop cURL, HAR, JSON or a bundle to receive it as events`}
          </p>
        </div>
      )}
      {current && (
        <Suspense fallback={null}>
          <ImportDialog
          key={current.id}
          incoming={current}
          onReceived={onReceived}
          onClose={() => setWaiting((before) => before.slice(1))}
          />
        </Suspense>
      )}
    </>
  );
}
