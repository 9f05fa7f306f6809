import { plural, t } from '@lingui/core/macro';
import { useState } from 'react';

import type { Header } from '../contract';
import { CopyButton } from '../design/CopyButton';
import styles from './HeaderTable.module.css';

/** More headers than this are folded. */
const SHOWN_AT_FIRST = 12;

interface HeaderTableProps {
  headers: readonly Header[];
  /** What they belong to: `Headers as received`. */
  label: string;
}

/** Header fields in their order, names in the case they had. */
export function HeaderTable({ headers, label }: HeaderTableProps) {
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? headers : headers.slice(0, SHOWN_AT_FIRST);
  const hidden = headers.length - shown.length;
  const asText = headers.map(({ name, value }) => `${name}: ${value}`).join('\n');
  const counts = new Map<string, number>();
  for (const { name } of headers) counts.set(name.toLowerCase(), (counts.get(name.toLowerCase()) ?? 0) + 1);
  const repeated = new Map([...counts].filter(([, count]) => count > 1));
  if (headers.length === 0) return <p className="t3">{t`No headers.`}</p>;
  return (
    <div className={styles.headers}>
      <div className={styles.bar}>
        <h3>{label}</h3>
        <span className={styles.count}>{headers.length}</span>
        <CopyButton text={asText} label={t`Copy the headers`} />
      </div>
      <table className={styles.table} aria-label={label}>
        <tbody>
          {shown.map(({ name, value }, index) => (
            <tr key={index}>
              <th scope="row">
                {name}
                {repeated.has(name.toLowerCase()) && (
                  <span className={styles.repeated} title={t`This field is there more than once.`}>
                    {repeated.get(name.toLowerCase())}×
                  </span>
                )}
              </th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {hidden > 0 && (
        <button type="button" className={styles.more} onClick={() => setIsWhole(true)}>
          {plural(hidden, { one: '# more header', other: '# more headers' })}
        </button>
      )}
    </div>
  );
}
