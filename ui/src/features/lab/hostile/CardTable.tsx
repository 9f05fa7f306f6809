import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Fragment, useId, useState } from 'react';

import type { AttackFacts, LabRun } from '../../../contract';
import { classNames } from '../../../design/classNames';
import { Glyph } from '../../../design/glyphs';
import { latencyText } from '../../../design/latency';
import { type CardLine, cardLines, standingGlyphs, standingWords } from './card';
import styles from './hostile.module.css';
import { SeenTable } from './SeenTable';

/** One row for each attack: what was sent, what the receiver did, what a correct one does, and what to do about it. */
export function CardTable({ run, attacks }: { run: LabRun; attacks: readonly AttackFacts[] }) {
  return (
    <table className={styles.card} aria-label={t`Score card`}>
      <thead>
        <tr>
          <th scope="col"><Trans>Attack</Trans></th>
          <th scope="col"><Trans>What was sent</Trans></th>
          <th scope="col"><Trans>What the receiver did</Trans></th>
          <th scope="col"><Trans>What a correct receiver does</Trans></th>
        </tr>
      </thead>
      <tbody>
        {cardLines(run, attacks).map((line) => (
          <CardRow key={line.word} line={line} />
        ))}
      </tbody>
    </table>
  );
}

function CardRow({ line: { word, standing, facts, result } }: { line: CardLine }) {
  const [isOpen, setOpen] = useState(false);
  const detailId = useId();
  const title = facts?.title ?? word;
  const isFailed = standing === 'fail';
  return (
    <Fragment>
      <tr className={classNames(styles.line, !result && styles.unmade)}>
        <th scope="row">
          <span className={styles.title}>{title}</span>
          <span className={classNames(styles.standing, styles[standing])}>
            <Glyph name={standingGlyphs[standing]} />
            {standingWords[standing]}
          </span>
        </th>
        <td>{facts?.sent}</td>
        <td>
          <span className={styles.found}>{result?.found ?? '–'}</span>
          {result && result.seen.length > 0 && (
            <button
              type="button"
              className={styles.details}
              aria-expanded={isOpen}
              aria-controls={detailId}
              onClick={() => setOpen(!isOpen)}
            >
              <Glyph name={isOpen ? 'chevron-down' : 'chevron-right'} size={12} />
              {plural(result.seen.length, { one: '# request', other: '# requests' })}, {latencyText(result.took_ms)}
              <span className="visually-hidden"> · {title}</span>
            </button>
          )}
        </td>
        <td>
          {facts?.expected}
          {isFailed && facts && (
            <p className={styles.advice}>
              <b><Trans>To do:</Trans></b> {facts.advice}
            </p>
          )}
        </td>
      </tr>
      <tr id={detailId} hidden={!isOpen} className={styles.detailLine}>
        <td colSpan={4}>{isOpen && result && <SeenTable seen={result.seen} title={title} />}</td>
      </tr>
    </Fragment>
  );
}
