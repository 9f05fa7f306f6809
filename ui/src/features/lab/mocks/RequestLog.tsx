import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';

import type { Mock, MockRequest } from '../../../contract';
import { problemOf } from '../../../data/client';
import { useClearMockRequests, useMockRequests, useRestartMock } from '../../../data/mocks';
import { Button } from '../../../design/Button';
import { CopyButton } from '../../../design/CopyButton';
import { ErrorNotice } from '../../../design/ErrorNotice';
import { countText } from '../../../design/formatNumber';
import { useToast } from '../../../design/Toast';
import styles from './mocks.module.css';
import { RequestEntry } from './RequestEntry';

/** What came to a mock, newest first, as it comes. */
export function RequestLog({ mock }: { mock: Mock }) {
  const [openKey, setOpenKey] = useState<string | null>(null);
  const requests = useMockRequests(mock.name);
  const restart = useRestartMock(mock.name);
  const clear = useClearMockRequests(mock.name);
  const toast = useToast();
  const onError = (error: unknown) => toast({ title: problemOf(error).detail, tone: 'failure' });
  const shown = requests.data ?? [];
  const left = mock.request_count - shown.length;

  return (
    <section className={styles.log} aria-label={t`Requests`}>
      <header className={styles.logHead}>
        <h2 className={styles.paneTitle} aria-live="polite">
          {plural(mock.request_count, { one: '# request', other: '# requests' })}
        </h2>
        <Button
          variant="ghost"
          glyph="retrying"
          isBusy={restart.isPending}
          disabledReason={mock.rules.some(({ answers }) => answers.length > 1) ? undefined : t`None of its rules has a sequence.`}
          onClick={() =>
            restart.mutate(undefined, { onSuccess: () => toast({ title: t`Its sequences begin anew.` }), onError })
          }
        >
          <Trans>Restart sequences</Trans>
        </Button>
        <Button
          variant="ghost"
          glyph="trash"
          isBusy={clear.isPending}
          disabledReason={mock.request_count === 0 ? t`The log is empty.` : undefined}
          onClick={() => clear.mutate(undefined, { onError })}
        >
          <Trans>Clear log</Trans>
        </Button>
      </header>
      {requests.isError && <ErrorNotice problem={problemOf(requests.error)} onRetry={() => requests.refetch()} />}
      {requests.data?.length === 0 && <NoRequests mock={mock} />}
      {shown.length > 0 && (
        <ol className={styles.entries} aria-label={t`Requests, newest first`}>
          {shown.map((request) => (
            <RequestEntry
              key={keyOf(request)}
              mock={mock}
              request={request}
              isOpen={keyOf(request) === openKey}
              onToggle={() => setOpenKey(keyOf(request) === openKey ? null : keyOf(request))}
            />
          ))}
        </ol>
      )}
      {left > 0 && shown.length > 0 && <p className="t3">{t`${countText(left)} older are not kept.`}</p>}
    </section>
  );
}

/** Numbers begin anew when the log is emptied. */
function keyOf({ number, received_at_ms }: MockRequest): string {
  return `${number}-${received_at_ms}`;
}

function NoRequests({ mock }: { mock: Mock }) {
  const command = `curl -i -X POST ${mock.url} -H 'content-type: application/json' -d '{"hello":"mock"}'`;
  return (
    <div className={styles.noRequests}>
      <p className="t2"><Trans>Nothing came yet. Deliver to its URL, or try it from a terminal:</Trans></p>
      <div className={styles.command}>
        <code>{command}</code>
        <CopyButton text={command} label={t`Copy the command`} />
      </div>
    </div>
  );
}
