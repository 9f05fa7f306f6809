import { i18n } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';

import type { KindAddress, SchemaVersion } from '../../../contract';
import { useGiveSchema, useSample } from '../../../data/catalogue';
import { problemOf } from '../../../data/client';
import { Button } from '../../../design/Button';
import { CopyButton } from '../../../design/CopyButton';
import { exactTime } from '../../../design/exactTime';
import { Field } from '../../../design/Field';
import { Select } from '../../../design/Select';
import { TextArea } from '../../../design/TextArea';
import { useToast } from '../../../design/Toast';
import styles from '../catalogue.module.css';

const origins = { learnt: msg`learnt`, given: msg`given`, imported: msg`imported` } as const;

function optionOf({ number, origin, since_ms, is_growing }: SchemaVersion) {
  const from = i18n._(origins[origin]);
  const time = exactTime(since_ms);
  return {
    value: String(number),
    label: t`Version ${number}, ${from}`,
    note: is_growing ? t`since ${time}, still learning` : t`since ${time}`,
  };
}

/** The schema of a kind, version by version; payloads made of it; and a new version by hand. */
export function SchemaPart({ kind, schemas }: { kind: KindAddress; schemas: readonly SchemaVersion[] }) {
  const [chosen, setChosen] = useState<number>();
  const [isGiving, setGiving] = useState(false);
  const [seed, setSeed] = useState(0);
  const sample = useSample(kind);
  const shown = schemas.find(({ number }) => number === chosen) ?? schemas[0];
  const text = shown ? JSON.stringify(shown.schema, null, 2) : '';
  const makeSample = () => {
    if (!shown) return;
    sample.mutate({ seed, version: shown.number });
    setSeed(seed + 1);
  };

  return (
    <section className={styles.part} aria-label={t`Schema`}>
      <div className={styles.partHead}>
        <h2><Trans>Schema</Trans></h2>
        {shown && (
          <Select
            aria-label={t`Version`}
            size="button"
            value={String(shown.number)}
            onValueChange={(number) => setChosen(Number(number))}
            options={schemas.map(optionOf)}
          />
        )}
        {shown && <CopyButton text={text} label={t`Copy the schema`} />}
        <Button onClick={makeSample} isBusy={sample.isPending} disabledReason={shown ? undefined : t`There is no schema yet`}>
          {sample.data ? t`Make another payload` : t`Make a payload of it`}
        </Button>
        <Button onClick={() => setGiving(!isGiving)} aria-expanded={isGiving}>
          <Trans>Give a schema</Trans>
        </Button>
      </div>
      {isGiving && <GiveSchema kind={kind} start={text} onGiven={() => setGiving(false)} />}
      {sample.isError && <p role="alert">{problemOf(sample.error).detail}</p>}
      {sample.data && (
        <div className={styles.part}>
          <div className={styles.partHead}>
            <h3><Trans>A payload made of it</Trans></h3>
            <CopyButton text={sample.data.body} label={t`Copy the payload`} />
          </div>
          <pre className={styles.code} tabIndex={0} aria-label={t`A payload made of the schema`}>
            {sample.data.body}
          </pre>
        </div>
      )}
      {shown ? (
        <pre className={styles.code} tabIndex={0} aria-label={t`Schema as JSON`}>
          {text}
        </pre>
      ) : (
        <p className="t3"><Trans>None yet: the next event of this kind begins one.</Trans></p>
      )}
    </section>
  );
}

function GiveSchema({ kind, start, onGiven }: { kind: KindAddress; start: string; onGiven: () => void }) {
  const [text, setText] = useState(start);
  const give = useGiveSchema(kind);
  const toast = useToast();
  const schema = parsed(text);
  const refusal = give.isError ? problemOf(give.error) : null;
  return (
    <div className={styles.part}>
      <Field
        label={t`JSON Schema`}
        error={schema.error ?? refusal?.detail}
        hint={t`From now on every payload is held against it. References must lead into the schema itself.`}
      >
        <TextArea isMono rows={12} value={text} onChange={(event) => setText(event.target.value)} />
      </Field>
      <div className={styles.partHead}>
        <Button
          variant="primary"
          isBusy={give.isPending}
          disabledReason={schema.error}
          onClick={() =>
            give.mutate(schema.value, {
              onSuccess: ({ version }) => {
                toast({ title: t`Version ${version} holds from now on.`, tone: 'success' });
                onGiven();
              },
            })
          }
        >
          <Trans>Give this schema</Trans>
        </Button>
      </div>
    </div>
  );
}

function parsed(text: string): { value?: unknown; error?: string } {
  if (!text.trim()) return { error: t`Paste a schema.` };
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { error: t`This is not JSON.` };
  }
}
