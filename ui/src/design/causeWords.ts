/** The kinds of failure, as the engine names them. */
export type FailureName =
  | 'status'
  | 'connection_refused'
  | 'connect_timeout'
  | 'dns'
  | 'unreachable'
  | 'tls'
  | 'timeout'
  | 'connection_lost'
  | 'protocol'
  | 'unexpected_upgrade'
  | 'invalid_request'
  | 'local'
  | 'authorization'
  | 'transform'
  | 'consent';

/** A word for lists, short enough for a narrow column. `status` has none: the status itself is shown. */
export const causeWord: Record<Exclude<FailureName, 'status'>, string> = {
  connection_refused: 'refused',
  connect_timeout: 'no conn.',
  dns: 'DNS',
  unreachable: 'no route',
  tls: 'TLS',
  timeout: 'timeout',
  connection_lost: 'cut off',
  protocol: 'no HTTP',
  unexpected_upgrade: 'upgrade',
  invalid_request: 'invalid',
  local: 'local',
  authorization: 'no token',
  transform: 'transform',
  consent: 'no leave',
};

/** A few words for headings. */
export const causeTitle: Record<FailureName, string> = {
  status: 'Answered without success',
  connection_refused: 'Connection refused',
  connect_timeout: 'No connection in time',
  dns: 'Name does not resolve',
  unreachable: 'No route',
  tls: 'TLS failed',
  timeout: 'No answer in time',
  connection_lost: 'Connection cut off',
  protocol: 'Answer is not HTTP',
  unexpected_upgrade: 'Switched protocols',
  invalid_request: 'Request cannot be made',
  local: 'Could not send',
  authorization: 'No token',
  transform: 'No request from the transform',
  consent: 'Receiver has not agreed',
};

/** What a row says in its code column: the status, else a word for the failure. */
export function codeText(status: number | null, failure: FailureName | null): string {
  if (failure !== null && failure !== 'status') return causeWord[failure];
  return status === null ? '' : String(status);
}
