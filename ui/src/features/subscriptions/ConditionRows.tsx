import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';

import { Button } from '../../design/Button';
import { filterText, parseFilter } from '../../design/fields/filterText';
import { IconButton } from '../../design/IconButton';
import { Select } from '../../design/Select';
import { TextInput } from '../../design/TextInput';
import { type ConditionRow, filterOfRows, type Operator, OPERATORS, rowsOfFilter } from './conditionRows';
import styles from './subscriptions.module.css';

export interface ConditionRowsProps {
  /** The filter as text, which the rows show and write. */
  filter: string;
  onFilterChange: (filter: string) => void;
  /** Places that events were seen to have, offered while one types. */
  fields: readonly string[];
}

/** Conditions as rows: field, operator, value. What rows cannot say is left to the JSON below them. */
export function ConditionRows({ filter, onFilterChange, fields }: ConditionRowsProps) {
  // Rows that are being filled in are no filter yet, so they are kept here beside the text they have made so far.
  const [kept, setKept] = useState<{ rows: ConditionRow[]; text: string }>({ rows: [], text: '' });
  const typed = parseFilter(filter);
  const parsed = 'filter' in typed ? rowsOfFilter(typed.filter) : null;
  const isOurs = kept.text === filter;
  const rows = isOurs ? kept.rows : parsed;

  if (rows === null) {
    return (
      <p className="t3">
        <Trans>These conditions say more than rows can. They are written as JSON below.</Trans>
      </p>
    );
  }
  const write = (next: ConditionRow[]) => {
    const text = filterText(filterOfRows(next));
    setKept({ rows: next, text });
    onFilterChange(text);
  };
  return (
    <div className={styles.rows}>
      {rows.length > 0 && (
        <ul aria-label={t`Conditions of the filter`} className={styles.rowList}>
          {rows.map((row, index) => (
            <Row
              key={index}
              row={row}
              number={index + 1}
              fields={fields}
              onChange={(changed) => write(rows.with(index, changed))}
              onRemove={() => write(rows.toSpliced(index, 1))}
            />
          ))}
        </ul>
      )}
      <div>
        <Button
          variant="ghost"
          glyph="plus"
          onClick={() => write([...rows, { field: 'body.', operator: '$eq', value: '' }])}
        >
          <Trans>Condition</Trans>
        </Button>
      </div>
    </div>
  );
}

interface RowProps {
  row: ConditionRow;
  number: number;
  fields: readonly string[];
  onChange: (row: ConditionRow) => void;
  onRemove: () => void;
}

function Row({ row, number, fields, onChange, onRemove }: RowProps) {
  const listId = `condition-fields-${number}`;
  return (
    <li className={styles.conditionRow}>
      <TextInput
        isMono
        aria-label={t`Field of condition ${number}`}
        placeholder="body.amount"
        list={listId}
        value={row.field}
        onChange={(event) => onChange({ ...row, field: event.target.value })}
      />
      <datalist id={listId}>
        {fields.map((field) => (
          <option key={field} value={field} />
        ))}
      </datalist>
      <Select
        aria-label={t`Operator of condition ${number}`}
        value={row.operator === '$exists' && row.value === 'false' ? 'missing' : row.operator}
        onValueChange={(operator) => {
          const isAboutBeing = operator === 'missing' || operator === '$exists';
          const wasAboutBeing = row.operator === '$exists';
          onChange({
            ...row,
            operator: operator === 'missing' ? '$exists' : operator,
            value: isAboutBeing ? String(operator === '$exists') : wasAboutBeing ? '' : row.value,
          });
        }}
        options={[...OPERATORS, 'missing' as const].map((value) => ({ value, label: operatorWords(value) }))}
      />
      {row.operator === '$exists' ? (
        <span />
      ) : (
        <TextInput
          isMono
          aria-label={t`Value of condition ${number}`}
          placeholder={row.operator === '$in' || row.operator === '$nin' ? 'eur, usd' : 'eur'}
          value={row.value}
          onChange={(event) => onChange({ ...row, value: event.target.value })}
        />
      )}
      <IconButton glyph="close" label={t`Remove condition ${number}`} onClick={onRemove} />
    </li>
  );
}

function operatorWords(operator: Operator | 'missing'): string {
  switch (operator) {
    case '$eq':
      return t`is`;
    case '$ne':
      return t`is not`;
    case '$in':
      return t`is one of`;
    case '$nin':
      return t`is none of`;
    case '$gt':
      return t`is more than`;
    case '$gte':
      return t`is at least`;
    case '$lt':
      return t`is less than`;
    case '$lte':
      return t`is at most`;
    case '$contains':
      return t`contains`;
    case '$startsWith':
      return t`starts with`;
    case '$endsWith':
      return t`ends with`;
    case '$regex':
      return t`matches the pattern`;
    case '$exists':
      return t`is there`;
    case 'missing':
      return t`is not there`;
  }
}
