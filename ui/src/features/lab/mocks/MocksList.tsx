import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';

import type { Mock } from '../../../contract';
import { problemOf } from '../../../data/client';
import { useMocks } from '../../../data/mocks';
import { Button } from '../../../design/Button';
import { CopyButton } from '../../../design/CopyButton';
import { EmptyState } from '../../../design/EmptyState';
import { ErrorNotice } from '../../../design/ErrorNotice';
import { countText } from '../../../design/formatNumber';
import { Glyph } from '../../../design/glyphs';
import { Figure, Row, RowList } from '../../../design/RowList';
import styles from './mocks.module.css';
import { mockSentence } from './ruleSentence';

/** Every mock destination. */
export function MocksList({ onAdd }: { onAdd: () => void }) {
  const mocks = useMocks();
  if (mocks.isError) return <ErrorNotice problem={problemOf(mocks.error)} onRetry={() => mocks.refetch()} />;
  if (mocks.data?.length === 0) {
    return (
      <EmptyState
        glyph="lab"
        title={t`No mock destinations yet.`}
        actions={
          <Button variant="primary" glyph="plus" onClick={onAdd}>
            <Trans>Make a mock</Trans>
          </Button>
        }
      >
        <Trans>
          A mock is an address of this program that fails, waits, drops connections or recovers as its rules say. Deliver
          to it and watch what a sender does.
        </Trans>
      </EmptyState>
    );
  }
  return (
    mocks.data && (
      <RowList aria-label={t`Mock destinations`}>
        {mocks.data.map((mock) => (
          <MockRow key={mock.name} mock={mock} />
        ))}
      </RowList>
    )
  );
}

function MockRow({ mock }: { mock: Mock }) {
  const { name, request_count } = mock;
  return (
    <Row
      leading={<Glyph name="lab" className={styles.rowGlyph} />}
      title={
        <Link to="/lab/mocks/$name" params={{ name: mock.name }}>
          {mock.name}
        </Link>
      }
      status={<span className={styles.rowSentence}>{mockSentence(mock.rules)}</span>}
      detail={<span className="mono">{mock.url}</span>}
      figures={<Figure value={countText(request_count)} label={plural(request_count, { one: 'request', other: 'requests' })} />}
      controls={<CopyButton text={mock.url} label={t`Copy the URL of ${name}`} />}
    />
  );
}
