import type { DeliveryDetail, ErrorClass } from '../../contract';

/** What may be done about a failure. */
export interface Advice {
  title: string;
  detail: string;
  /** Where it can be done here. */
  action?: 'destination' | 'settings-of-secret';
}

const byClass: Record<Exclude<ErrorClass, 'status'>, Advice[]> = {
  connection_refused: [
    {
      title: 'Start your app, or check the port',
      detail: 'The computer answered, but no program listens on that port.',
      action: 'destination',
    },
  ],
  connect_timeout: [
    {
      title: 'Check the address and the firewall',
      detail: 'Nothing came back, which is how firewalls and wrong addresses look.',
      action: 'destination',
    },
  ],
  dns: [
    {
      title: 'Check the name in the callback URL',
      detail: 'The name is not known to the resolver of this computer.',
      action: 'destination',
    },
  ],
  unreachable: [{ title: 'Check the network of this computer', detail: 'A VPN or a cable may be off.' }],
  tls: [
    {
      title: 'Check the certificate of the destination',
      detail: 'It may have expired, be self-signed, or be for another name.',
      action: 'destination',
    },
  ],
  timeout: [
    {
      title: 'Answer first, work later',
      detail: 'Most senders wait only a few seconds. Take the event, answer 200, then do the work.',
    },
    { title: 'Or give it more time', detail: 'The timeout is a setting of the destination.', action: 'destination' },
  ],
  connection_lost: [
    {
      title: 'Look into your app’s log',
      detail: 'It took the connection and closed it before answering; often it crashed.',
    },
  ],
  protocol: [
    {
      title: 'Check that the port speaks HTTP',
      detail: 'A database or a TLS port answers in another language.',
      action: 'destination',
    },
  ],
  unexpected_upgrade: [
    {
      title: 'Use a path that answers plain HTTP',
      detail: 'This one switches to another protocol.',
      action: 'destination',
    },
  ],
  invalid_request: [
    {
      title: 'Mend the callback URL or the headers',
      detail: 'No request can be made with them.',
      action: 'destination',
    },
  ],
  local: [
    {
      title: 'Look at this computer',
      detail: 'Open files, memory or the network may be used up. It costs the delivery no attempt.',
    },
  ],
  authorization: [
    {
      title: 'Check the client at the token server',
      detail: 'The error below is the token server’s own: compare the client id, the secret and the scopes.',
      action: 'destination',
    },
  ],
  consent: [
    {
      title: 'Let the receiver answer OPTIONS',
      detail: 'CloudEvents receivers agree first: with WebHook-Allowed-Origin, naming tacklebox.localhost or *.',
      action: 'destination',
    },
  ],
  transform: [
    {
      title: 'Mend the transform of the subscription',
      detail: 'It can be tested with this event there. The next attempt uses the new one.',
    },
  ],
};

/** What to do about the last failure, likeliest first; nothing for what did not fail. */
export function adviceFor({ attempts, state }: Pick<DeliveryDetail, 'attempts' | 'state'>): Advice[] {
  const last = attempts.at(-1);
  if (!last || state === 'delivered' || last.error_class === null) return [];
  if (last.verdict.kind === 'cancelled') return [];
  if (last.error_class !== 'status') return byClass[last.error_class];
  return last.response ? adviceForStatus(last.response.status) : [];
}

function adviceForStatus(status: number): Advice[] {
  if (status >= 300 && status < 400) {
    return [
      {
        title: 'Use the address it redirects to',
        detail: 'Deliveries never follow a redirect: the signature and the body are meant for one address.',
        action: 'destination',
      },
    ];
  }
  switch (status) {
    case 401:
    case 403:
      return [
        {
          title: 'Compare the secrets',
          detail: 'Your app must verify with the secret this destination signs with.',
          action: 'settings-of-secret',
        },
      ];
    case 404:
    case 405:
      return [{ title: 'Check the path', detail: 'Your app answers, but takes no POST there.', action: 'destination' }];
    case 410:
      return [
        {
          title: 'Change the address, or take it back into use',
          detail: 'Your app says that this address is gone for good.',
          action: 'destination',
        },
      ];
    case 400:
    case 415:
    case 422:
      return [
        {
          title: 'Look at what your app answered',
          detail: 'It read the event and refused it. Its answer often says which field is wrong.',
        },
      ];
    case 413:
      return [{ title: 'Raise the body limit of your app', detail: 'The payload is larger than it takes.' }];
    case 429:
      return [
        {
          title: 'Lower the concurrency',
          detail: 'Your app asks for fewer requests at a time. A Retry-After it sends is followed.',
          action: 'destination',
        },
      ];
    default:
      return status >= 500
        ? [
            {
              title: 'Look into your app’s log',
              detail: 'It failed while handling the event. Its answer may hold the error.',
            },
          ]
        : [];
  }
}
