import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';

import { problemOf } from '../../data/client';
import { Checkbox } from '../../design/Checkbox';
import { EmptyState } from '../../design/EmptyState';
import { ErrorNotice } from '../../design/ErrorNotice';
import { changeSign, changeWord, type ChangeKind } from './changeWords';
import styles from './lines.module.css';
import type { Pair } from './pair';
import { headersQuery } from './queries';
import { Running } from './Running';
import { Steps } from './Steps';

interface HeadersViewProps {
  pair: Pair;
  /** Where the steps from change to change stand. */
  steps: HTMLElement | null;
}

/** The headers of two payloads by name, in the order of the left ones. */
export function HeadersView({ pair, steps }: HeadersViewProps) {
  const headers = useQuery(headersQuery(pair));
  const [isShort, setShort] = useState(false);
  const [place, setPlace] = useState<number | null>(null);
  const current = useRef<HTMLTableRowElement>(null);
  const rows = headers.data ?? [];
  const differing = rows.filter(({ kind }) => kind !== 'same');
  const shown = isShort ? differing : rows;
  const one = place === null ? undefined : differing[Math.min(place, differing.length - 1)];
  useEffect(() => current.current?.scrollIntoView({ block: 'nearest' }), [place]);

  if (headers.isError) {
    return (
      <div className={styles.notice}>
        <ErrorNotice problem={problemOf(headers.error)} onRetry={() => void headers.refetch()} />
      </div>
    );
  }
  return (
    <>
      <Running isOn={headers.isFetching} />
      <Steps into={steps} current={place ?? 0} count={differing.length} total={headers.data ? differing.length : null} onStep={setPlace} />
      {headers.data &&
        (rows.length === 0 ? (
          <EmptyState title={t`No headers`}>
            <Trans>Neither of them came with headers.</Trans>
          </EmptyState>
        ) : (
          <>
            <div className={styles.bar}>
              <span className="t2">
                <Trans>The case of names does not count.</Trans>
              </span>
              <Checkbox label={t`Only what differs`} isChecked={isShort} onCheckedChange={setShort} />
            </div>
            <div className={styles.box} tabIndex={0} role="region" aria-label={t`Headers`}>
              <table className={styles.headers}>
                <thead>
                  <tr>
                    <th scope="col">
                      <span className="visually-hidden">
                        <Trans>Change</Trans>
                      </span>
                    </th>
                    <th scope="col">
                      <Trans>Name</Trans>
                    </th>
                    <th scope="col">A</th>
                    <th scope="col">B</th>
                  </tr>
                </thead>
                <tbody>
                  {shown.map((row, at) => {
                    const kind = kindOf(row.kind);
                    return (
                      <tr key={at} ref={row === one ? current : null} data-current={row === one || undefined} aria-current={row === one || undefined}>
                        <td className={styles.signCell}>
                          {kind && (
                            <>
                              <span aria-hidden>{changeSign[kind]}</span>
                              <span className="visually-hidden">{changeWord(kind)}</span>
                            </>
                          )}
                        </td>
                        <th scope="row">{row.name}</th>
                        <td className={kind && row.left !== null ? styles.old : undefined}>{row.left}</td>
                        <td className={kind && row.right !== null ? styles.new : undefined}>{row.right}</td>
                      </tr>
                    );
                  })}
                </tbody>
              </table>
            </div>
          </>
        ))}
    </>
  );
}

function kindOf(word: string): ChangeKind | null {
  return word === 'value_changed' || word === 'added' || word === 'removed' ? word : null;
}
