import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';

import { Button } from '../Button';
import { IconButton } from '../IconButton';
import { TextInput } from '../TextInput';
import styles from './fields.module.css';

export interface HeaderRow {
  name: string;
  value: string;
}

export interface HeaderRowsProps {
  rows: readonly HeaderRow[];
  onRowsChange: (rows: HeaderRow[]) => void;
  /** The row that is wrong, by its place. */
  invalidIndex?: number | undefined;
}

/** Headers as rows of name and value. */
export function HeaderRows({ rows, onRowsChange, invalidIndex }: HeaderRowsProps) {
  const replace = (index: number, row: HeaderRow) => onRowsChange(rows.map((old, place) => (place === index ? row : old)));
  return (
    <div className={styles.stack}>
      {rows.map((row, index) => (
        <div key={index} className={styles.header}>
          <TextInput
            isMono
            aria-label={t`Name of header ${index + 1}`}
            aria-invalid={index === invalidIndex || undefined}
            placeholder="X-Api-Key"
            value={row.name}
            onChange={(event) => replace(index, { ...row, name: event.target.value })}
          />
          <TextInput
            isMono
            aria-label={t`Value of header ${index + 1}`}
            placeholder={t`value`}
            value={row.value}
            onChange={(event) => replace(index, { ...row, value: event.target.value })}
          />
          <IconButton
            glyph="trash"
            variant="danger"
            label={t`Remove header ${row.name || index + 1}`}
            onClick={() => onRowsChange(rows.filter((_, place) => place !== index))}
          />
        </div>
      ))}
      <div>
        <Button variant="ghost" glyph="plus" onClick={() => onRowsChange([...rows, { name: '', value: '' }])}>
          <Trans>Header</Trans>
        </Button>
      </div>
    </div>
  );
}
