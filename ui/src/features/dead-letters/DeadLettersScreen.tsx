import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';

import type { NewReplay } from '../../contract';
import { problemOf } from '../../data/client';
import { deadLetterFacetsQuery, deadLetterPagesQuery, exportedText, useDiscard, useTakeBack } from '../../data/deadLetters';
import { keys } from '../../data/keys';
import { useOverview } from '../../data/overview';
import { Button } from '../../design/Button';
import { EmptyState } from '../../design/EmptyState';
import { ErrorNotice } from '../../design/ErrorNotice';
import { useToast } from '../../design/Toast';
import { useLetterKeys } from '../../design/useLetterKeys';
import { saveText } from '../../platform/saveText';
import { markedCount, type Marks, nothingMarked } from '../../selection/marks';
import { SelectionBar } from '../../selection/SelectionBar';
import { BinList } from './BinList';
import { DeadLetterGrid } from './DeadLetterGrid';
import styles from './deadLetters.module.css';
import { Facets } from './Facets';
import { type DeadLetterSearch, queryOf } from './search';
import { selectionOf } from './selectionOf';

interface DeadLettersScreenProps {
  search: DeadLetterSearch;
  onChange: (part: Partial<DeadLetterSearch>) => void;
  /** Asks for all again. */
  onClear: () => void;
  onOpen: () => void;
  onReplay: (what: NewReplay) => void;
  /** Replays under way. */
  notice: ReactNode;
}

/** Deliveries that gave up: chosen by what they have in common, replayed, exported or discarded. */
export function DeadLettersScreen({ search, onChange, onClear, notice, ...rest }: DeadLettersScreenProps) {
  const isBin = search.part === 'bin';
  return (
    <section className={styles.screen} aria-label={t`Dead letters`}>
      <header className={styles.head}>
        <h1>{isBin ? <Trans>Discarded</Trans> : <Trans>Dead letters</Trans>}</h1>
        <Button
          variant="ghost"
          glyph={isBin ? 'chevron-left' : 'trash'}
          onClick={() => onChange({ part: isBin ? undefined : 'bin' } as Partial<DeadLetterSearch>)}
        >
          {isBin ? <Trans>Dead letters</Trans> : <Trans>Discarded</Trans>}
        </Button>
      </header>
      {notice}
      {isBin ? (
        <BinList />
      ) : (
        <Letters key={JSON.stringify(queryOf(search))} search={search} onChange={onChange} onClear={onClear} {...rest} />
      )}
    </section>
  );
}

function Letters({ search, onChange, onClear, onOpen, onReplay }: Omit<DeadLettersScreenProps, 'notice'>) {
  const [marks, setMarks] = useState<Marks>(nothingMarked);
  const query = queryOf(search);
  const pages = useInfiniteQuery(deadLetterPagesQuery(query));
  const facets = useQuery({ ...deadLetterFacetsQuery(query), placeholderData: keepPreviousData }).data;
  useFollowCount();
  const rows = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  // Facets are counted without regard to a replay; then what is there is what was read.
  const matching = search.replay_id === undefined ? (facets?.matching ?? rows.length) : rows.length;
  const isFiltered = Object.keys(query).length > 0;
  const count = markedCount(marks, matching);

  useLetterKeys((key) => {
    if (key !== 'Escape' || count === 0) return false;
    setMarks(nothingMarked);
    return true;
  });

  if (pages.error) return <ErrorNotice problem={problemOf(pages.error)} onRetry={() => void pages.refetch()} />;
  if (!pages.data || !facets) return null;
  if (facets.total === 0) {
    return (
      <EmptyState glyph="check" title={t`Nothing gave up.`}>
        <p>
          <Trans>Deliveries that used up their attempts are kept here, and can be replayed.</Trans>
        </p>
      </EmptyState>
    );
  }
  return (
    <>
      <div className={styles.split}>
        <Facets facets={facets} search={search} onChange={onChange} />
        <div className={styles.main}>
          <div className={styles.line}>
            <p role="status">
              <b>{plural(matching, { one: '# dead letter', other: '# dead letters' })}</b>
              {!facets.is_whole && <span className="t3"> {t`at least`}</span>}
            </p>
            {isFiltered && (
              <Button variant="ghost" glyph="close" onClick={onClear}>
                <Trans>Show all</Trans>
              </Button>
            )}
            <Button
              className={styles.all}
              disabledReason={matching === 0 ? t`Nothing matches.` : undefined}
              keys="Mod+A"
              onClick={() => setMarks('query')}
            >
              <Trans>Mark all</Trans>
            </Button>
          </div>
          {rows.length === 0 ? (
            <EmptyState glyph="filter" title={t`No dead letter matches.`} />
          ) : (
            <DeadLetterGrid
              rows={rows}
              total={matching}
              hasMore={pages.hasNextPage}
              onMore={() => !pages.isFetchingNextPage && void pages.fetchNextPage()}
              marks={marks}
              onMarks={setMarks}
              selected={search.selected ?? null}
              onSelect={(id) => onChange({ selected: id })}
              onOpen={onOpen}
            />
          )}
        </div>
      </div>
      {count > 0 && (
        <MarkedLetters
          marks={marks}
          count={count}
          selection={selectionOf(marks, query)}
          onReplay={onReplay}
          onDone={() => setMarks(nothingMarked)}
        />
      )}
    </>
  );
}

interface MarkedLettersProps {
  marks: Marks;
  count: number;
  selection: NewReplay;
  onReplay: (what: NewReplay) => void;
  onDone: () => void;
}

/** What can be done with the dead letters that are marked. */
function MarkedLetters({ marks, count, selection, onReplay, onDone }: MarkedLettersProps) {
  const discard = useDiscard();
  const takeBack = useTakeBack();
  const toast = useToast();
  const [isExporting, setExporting] = useState(false);
  const fail = (error: unknown) => toast({ title: problemOf(error).detail, tone: 'failure' });

  const undo = (id: string) => takeBack.mutate(id, { onError: fail });
  const throwAway = () =>
    discard.mutate(selection, {
      onError: fail,
      onSuccess: ({ id, deliveries }) => {
        onDone();
        toast({
          title: plural(deliveries, { one: '# dead letter discarded.', other: '# dead letters discarded.' }),
          detail: t`It can be exported for 7 days.`,
          action: { label: t`Undo`, onPress: () => undo(id) },
        });
      },
    });
  const save = async () => {
    setExporting(true);
    try {
      saveText(await exportedText(selection), 'dead-letters.jsonl');
    } catch (error) {
      fail(error);
    } finally {
      setExporting(false);
    }
  };

  return (
    <SelectionBar marks={marks} count={count} onClear={onDone}>
      <Button variant="primary" glyph="retrying" onClick={() => onReplay(selection)}>
        <Trans>Replay…</Trans>
      </Button>
      <Button glyph="arrow-down" isBusy={isExporting} onClick={() => void save()}>
        <Trans>Export</Trans>
      </Button>
      <Button variant="danger" glyph="trash" isBusy={discard.isPending} onClick={throwAway}>
        <Trans>Discard</Trans>
      </Button>
    </SelectionBar>
  );
}

/** Rows are read again when there are more or fewer of them, not with every delivery that moves. */
function useFollowCount() {
  const client = useQueryClient();
  const count = useOverview().data?.counts.dead_letter;
  useEffect(() => {
    if (count !== undefined) void client.invalidateQueries({ queryKey: keys.deadLetters });
  }, [client, count]);
}
