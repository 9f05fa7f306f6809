import { t } from '@lingui/core/macro';
import { useState } from 'react';

import { useCommand, useKeysOf } from '../../../commands';
import { problemOf } from '../../../data/client';
import { useChangeView, useDeleteView, useSavedViews, useSaveView } from '../../../data/savedViews';
import { Menu, type MenuEntry } from '../../../design/Menu';
import { useToast } from '../../../design/Toast';
import { useUndoToast } from '../../../undo';
import { columnsText, readColumns } from '../columns';
import { type RowGroup, rowGroups, type TimelineSearch } from '../search';
import { ColumnsDialog } from './ColumnsDialog';
import { NameDialog } from './NameDialog';
import { differs, keptOf, searchOf } from './viewSearch';
import styles from './views.module.css';

interface ViewMenuProps {
  search: TimelineSearch;
  onSearch: (search: TimelineSearch) => void;
}

/** How the rows of the timeline are shown, and the views that are kept of it. */
export function ViewMenu({ search, onSearch }: ViewMenuProps) {
  const [dialog, setDialog] = useState<'save' | 'rename' | 'columns' | null>(null);
  const toast = useToast();
  const undoToast = useUndoToast();
  const current = useSavedViews().data?.find(({ id }) => id === search.view);
  const isChanged = current !== undefined && differs(search, current);
  const close = () => setDialog(null);
  const fail = (error: unknown) => toast({ title: problemOf(error).detail, tone: 'failure' });

  const save = useSaveView((view) => {
    close();
    onSearch(searchOf(view));
  });
  const change = useChangeView(({ name }) => {
    close();
    toast({ title: t`View “${name}” saved.`, tone: 'success' });
  });
  const remove = useDeleteView();
  const leave = () => {
    const { view: _view, ...rest } = search;
    onSearch(rest);
  };
  const saveChanges = () => current && change.mutate({ id: current.id, ...keptOf(search) }, { onError: fail });
  const deleteView = () =>
    current && remove.mutate(current.id, { onError: fail, onSuccess: () => (leave(), void undoToast()) });
  const setGroup = (group: RowGroup | undefined) => {
    const { group: _group, ...rest } = search;
    onSearch({ ...rest, ...(group && { group }) });
  };

  useCommand('save-view', () => (isChanged ? saveChanges() : setDialog('save')));
  useCommand('columns', () => setDialog('columns'));
  useCommand('group', () => setGroup(nextGroup(search.group)));
  const [saveKeys, groupKeys] = [useKeysOf('save-view'), useKeysOf('group')];
  const name = current?.name ?? '';

  const groups = [undefined, ...rowGroups].map((group): MenuEntry => {
    const isNow = search.group === group;
    const isNext = nextGroup(search.group) === group;
    return {
      label: groupWords(group),
      ...(isNow && { glyph: 'check' }),
      ...keysOf(isNext ? groupKeys : undefined),
      onSelect: () => setGroup(group),
    };
  });
  const entries: (MenuEntry | 'separator')[] = [
    ...groups,
    'separator',
    { label: t`Columns…`, onSelect: () => setDialog('columns') },
    'separator',
    ...(isChanged ? [{ label: t`Save changes to “${name}”`, ...keysOf(saveKeys), onSelect: saveChanges }] : []),
    {
      label: current ? t`Save as another view…` : t`Save as a view…`,
      ...keysOf(isChanged ? undefined : saveKeys),
      onSelect: () => setDialog('save'),
    },
    ...(current
      ? [
          { label: t`Rename…`, onSelect: () => setDialog('rename') },
          { label: t`Delete “${name}”`, isDangerous: true, onSelect: deleteView },
        ]
      : []),
  ];

  return (
    <>
      <Menu
        align="end"
        trigger={
          <button type="button" className={styles.trigger} aria-label={current ? t`View: ${name}` : t`View`}>
            <span className={styles.triggerName}>{current ? name : t`View`}</span>
            {isChanged && <span title={t`Changed since it was saved`}>*</span>}
            <span aria-hidden="true">▾</span>
          </button>
        }
        entries={entries}
      />
      {dialog === 'save' && (
        <NameDialog
          title={t`Save as a view`}
          description={t`Keeps the filter, the columns and the grouping. It stands in the rail below the timeline.`}
          name=""
          problem={save.error && problemOf(save.error)}
          isBusy={save.isPending}
          onSave={(given) => save.mutate({ name: given, ...keptOf(search) })}
          onClose={close}
        />
      )}
      {dialog === 'rename' && current && (
        <NameDialog
          title={t`Rename the view`}
          name={current.name}
          problem={change.error && problemOf(change.error)}
          isBusy={change.isPending}
          onSave={(given) => change.mutate({ id: current.id, name: given })}
          onClose={close}
        />
      )}
      {dialog === 'columns' && (
        <ColumnsDialog
          columns={readColumns(search.columns)}
          onChange={(columns) => {
            const { columns: _columns, ...rest } = search;
            const text = columnsText(columns);
            onSearch({ ...rest, ...(text && { columns: text }) });
          }}
          onClose={close}
        />
      )}
    </>
  );
}

/** Keys to show beside an entry, if there are any. */
function keysOf(keys: string | null | undefined): Pick<MenuEntry, 'keys'> {
  return keys ? { keys } : {};
}

function groupWords(group: RowGroup | undefined): string {
  if (group === 'event') return t`Group by event`;
  return group === 'issue' ? t`Group by issue` : t`Do not group`;
}

function nextGroup(group: RowGroup | undefined): RowGroup | undefined {
  return group === undefined ? rowGroups[0] : rowGroups[rowGroups.indexOf(group) + 1];
}
