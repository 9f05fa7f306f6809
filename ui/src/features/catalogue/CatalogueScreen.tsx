import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';

import { Button } from '../../design/Button';
import { Screen } from '../../design/Screen';
import { Tabs } from '../../design/Tabs';
import styles from './catalogue.module.css';
import { ExamplesList } from './examples/ExamplesList';
import { KindsList } from './KindsList';
import { SentList } from './send/SentList';

export type CataloguePart = 'kinds' | 'examples' | 'sent';

export interface CatalogueScreenProps {
  part: CataloguePart;
  onPartChange: (part: CataloguePart) => void;
}

const summaries: Record<CataloguePart, MessageDescriptor> = {
  kinds: msg`What payloads look like, and when they stop looking like that.`,
  examples: msg`Payloads that providers publish, to be sent anywhere.`,
  sent: msg`What was sent by hand, and what came back.`,
};

/** Kinds of events seen and known, payloads to send, and what was sent. */
export function CatalogueScreen({ part, onPartChange }: CatalogueScreenProps) {
  const navigate = useNavigate();
  return (
    <Screen
      title={t`Catalogue`}
      summary={i18n._(summaries[part])}
      actions={
        <>
          <Button onClick={() => void navigate({ to: '/catalogue/import' })}><Trans>Import OpenAPI</Trans></Button>
          <Button glyph="plus" onClick={() => void navigate({ to: '/catalogue/send', search: {} })}>
            <Trans>Send a payload</Trans>
          </Button>
        </>
      }
    >
      <Tabs
        aria-label={t`Parts of the catalogue`}
        value={part}
        onValueChange={onPartChange}
        className={styles.tabs}
        panelClassName={styles.panel}
        tabs={[
          { value: 'kinds', label: t`Kinds of events`, panel: <KindsList onExamples={() => onPartChange('examples')} /> },
          { value: 'examples', label: t`Examples`, panel: <ExamplesList /> },
          { value: 'sent', label: t`Sent by hand`, panel: <SentList /> },
        ]}
      />
    </Screen>
  );
}
