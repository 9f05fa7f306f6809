import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link, useNavigate } from '@tanstack/react-router';

import type { Mock } from '../../../contract';
import { problemOf } from '../../../data/client';
import { useCreateDestination, useDestinations } from '../../../data/destinations';
import { Button } from '../../../design/Button';
import { useToast } from '../../../design/Toast';
import styles from './mocks.module.css';

/** The destinations that lead to a mock; while there are none, the way to one in a click. */
export function MakeDestination({ mock }: { mock: Mock }) {
  const destinations = useDestinations();
  const create = useCreateDestination();
  const navigate = useNavigate();
  const toast = useToast();
  if (!destinations.data) return null;

  const leading = destinations.data.filter(({ url }) => url === mock.url || url.startsWith(`${mock.url}/`));
  if (leading.length > 0) {
    return (
      <p className={styles.leading}>
        <span className="t3"><Trans>Destination: </Trans></span>
        {leading.map(({ id, name }, place) => (
          <span key={id}>
            {place > 0 && ', '}
            <Link to="/destinations/$id" params={{ id }} className={styles.link}>
              {name}
            </Link>
          </span>
        ))}
      </p>
    );
  }
  const make = () =>
    create.mutate(
      { url: mock.url, name: `Mock ${mock.name}` },
      {
        onSuccess: (destination) =>
          toast({
            title: t`${destination.name} is a destination now.`,
            detail: t`Subscribe it to events, or send it a test.`,
            tone: 'success',
            action: {
              label: t({ message: 'Open', context: 'button' }),
              onPress: () => void navigate({ to: '/destinations/$id', params: { id: destination.id } }),
            },
          }),
        onError: (error) => toast({ title: problemOf(error).detail, tone: 'failure' }),
      },
    );
  return (
    <div>
      <Button glyph="destination" isBusy={create.isPending} onClick={make}>
        <Trans>Make a destination of it</Trans>
      </Button>
    </div>
  );
}
