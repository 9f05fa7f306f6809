import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link, useNavigate } from '@tanstack/react-router';

import type { Provider } from '../../contract';
import { useProviders } from '../../data/providers';
import { BackLink } from '../../design/BackLink';
import { Button } from '../../design/Button';
import { EmptyState } from '../../design/EmptyState';
import { Row, RowList } from '../../design/RowList';
import { Screen } from '../../design/Screen';
import { SourceBadge } from '../../design/SourceBadge';

/** Senders of one's own: how they sign, and where their events say what they are. */
export function ProvidersScreen() {
  const navigate = useNavigate();
  const own = useProviders().filter(({ is_added }) => is_added);
  const add = () => navigate({ to: '/sources/providers/$slug', params: { slug: 'new' } });
  return (
    <Screen
      title={t`Providers of your own`}
      back={
        <BackLink>
          <Link to="/sources">
            <Trans>Sources</Trans>
          </Link>
        </BackLink>
      }
      actions={
        <Button glyph="plus" onClick={add}>
          <Trans>Provider</Trans>
        </Button>
      }
    >
      {own.length === 0 ? (
        <EmptyState
          glyph="shield"
          title={t`No provider of your own yet.`}
          actions={
            <Button variant="primary" glyph="plus" onClick={add}>
              <Trans>New provider</Trans>
            </Button>
          }
        >
          <Trans>
            A sender that is not among those that ship is described once: how it signs, and where its events say their
            kind and their id. Sources and destinations can then use it.
          </Trans>
        </EmptyState>
      ) : (
        <RowList aria-label={t`Providers of your own`}>
          {own.map((provider) => (
            <ProviderRow key={provider.slug} provider={provider} />
          ))}
        </RowList>
      )}
    </Screen>
  );
}

function ProviderRow({ provider }: { provider: Provider }) {
  return (
    <Row
      leading={<SourceBadge provider={provider.slug} />}
      title={
        <Link to="/sources/providers/$slug" params={{ slug: provider.slug }}>
          {provider.name}
        </Link>
      }
      detail={
        <>
          <span className="mono">{provider.slug}</span>
          <span className="t3">
            {provider.is_signed ? provider.signature_headers.join(', ') : t`nothing is signed`}
          </span>
        </>
      }
    />
  );
}
