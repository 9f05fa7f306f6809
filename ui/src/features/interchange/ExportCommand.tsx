import { t } from '@lingui/core/macro';
import { useState } from 'react';

import { keysOf, useCommand } from '../../commands';
import { Button } from '../../design/Button';
import { later } from '../../design/later';
import type { ExportWhat } from './exportAddress';

const ExportDialog = later(async () => (await import('./ExportDialog')).ExportDialog);

/** Offers the export of what is shown or selected, as long as it is mounted. */
export function ExportCommand({ choices }: { choices: readonly ExportWhat[] }) {
  const [isOpen, setOpen] = useState(false);
  useCommand('export', () => setOpen(true));
  return isOpen ? <ExportDialog choices={choices} onClose={() => setOpen(false)} /> : null;
}

/** A button that exports, for bars below a selection. */
export function ExportButton({ choices }: { choices: readonly ExportWhat[] }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button glyph="save" title={keysOf('export')} onClick={() => setOpen(true)}>
        {t`Export…`}
      </Button>
      {isOpen && <ExportDialog choices={choices} onClose={() => setOpen(false)} />}
    </>
  );
}
