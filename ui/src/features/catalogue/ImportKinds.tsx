import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import { useImportKinds } from '../../data/catalogue';
import { problemOf } from '../../data/client';
import { BackLink } from '../../design/BackLink';
import { Editor, EditorFooterNote, EditorSection } from '../../design/Editor';
import { Field } from '../../design/Field';
import { SaveButton } from '../../design/SaveButton';
import { TextArea } from '../../design/TextArea';
import styles from './catalogue.module.css';

/** Takes kinds of events with their schemas from an OpenAPI document that is pasted or dropped. */
export function ImportKinds() {
  const [text, setText] = useState('');
  const importing = useImportKinds();
  const refusal = importing.isError ? problemOf(importing.error) : null;
  const problem = text.trim() ? undefined : t`Paste an OpenAPI document.`;
  const take = () => {
    if (problem) return false;
    importing.mutate(text);
    return true;
  };
  return (
    <Editor
      title={t`Import OpenAPI`}
      back={
        <BackLink>
          <Link to="/catalogue" search={{}}>
            <Trans>Catalogue</Trans>
          </Link>
        </BackLink>
      }
      onSave={take}
      footer={
        <>
          <SaveButton problem={problem} isBusy={importing.isPending}>
            {t`Import`}
          </SaveButton>
          <EditorFooterNote><Trans>Nothing it refers to is fetched.</Trans></EditorFooterNote>
        </>
      }
      aside={importing.data && <Imported report={importing.data} />}
    >
      <EditorSection label={t`Document`} note={t`JSON or YAML`}>
        <Field
          label={t`OpenAPI document`}
          isLabelHidden
          error={refusal ? [refusal.detail, refusal.hint].filter(Boolean).join(' ') : undefined}
          hint={t`OpenAPI 3.1 lists kinds of events under webhooks. Paste the document, or drop its file here.`}
        >
          <TextArea
            isMono
            rows={18}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onDragOver={(event) => event.preventDefault()}
            onDrop={(event) => {
              const [file] = event.dataTransfer.files;
              if (!file) return;
              event.preventDefault();
              void file.text().then(setText);
            }}
          />
        </Field>
      </EditorSection>
    </Editor>
  );
}

interface ImportedProps {
  report: { items: { event_type: string; version: number }[]; left_out: { name: string; reason: string }[] };
}

function Imported({ report }: ImportedProps) {
  return (
    <div className={styles.answer} role="status">
      <h2 className={styles.paneTitle}>{plural(report.items.length, { one: '# kind imported', other: '# kinds imported' })}</h2>
      <ul className={styles.findings}>
        {report.items.map(({ event_type, version }) => (
          <li key={event_type}>
            <Link to="/catalogue/kind" search={{ event_type }} className={styles.link}>
              {event_type}
            </Link>
            <span className={styles.facts}>{t`version ${version}`}</span>
          </li>
        ))}
        {report.left_out.map(({ name, reason }) => (
          <li key={name} className={styles.over}>
            <span>{t`${name} was left out`}</span>
            <span className={styles.facts}>{reason}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
