import { t } from '@lingui/core/macro';
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
        A mock is an address of this program that fails, waits, drops connections or recovers as its rules say. Deliver to it
        and watch what a sender does.
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
      figures={<Figure value={countText(mock.request_count)} label={mock.request_count === 1 ? 'request' : 'requests'} />}
      controls={<CopyButton text={mock.url} label={`Copy the URL of ${mock.name}`} />}
    />
  );
}
