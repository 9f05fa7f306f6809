import { t } from '@lingui/core/macro';

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
  get connection_refused() {
    return t`refused`;
  },
  get connect_timeout() {
    return t`no conn.`;
  },
  get dns() {
    return t`DNS`;
  },
  get unreachable() {
    return t`no route`;
  },
  get tls() {
    return t`TLS`;
  },
  get timeout() {
    return t`timeout`;
  },
  get connection_lost() {
    return t`cut off`;
  },
  get protocol() {
    return t`no HTTP`;
  },
  get unexpected_upgrade() {
    return t`upgrade`;
  },
  get invalid_request() {
    return t`invalid`;
  },
  get local() {
    return t`local`;
  },
  get authorization() {
    return t`no token`;
  },
  get transform() {
    return t`transform`;
  },
  get consent() {
    return t`no leave`;
  },
};

/** A few words for headings. */
export const causeTitle: Record<FailureName, string> = {
  get status() {
    return t`Answered without success`;
  },
  get connection_refused() {
    return t`Connection refused`;
  },
  get connect_timeout() {
    return t`No connection in time`;
  },
  get dns() {
    return t`Name does not resolve`;
  },
  get unreachable() {
    return t`No route`;
  },
  get tls() {
    return t`TLS failed`;
  },
  get timeout() {
    return t`No answer in time`;
  },
  get connection_lost() {
    return t`Connection cut off`;
  },
  get protocol() {
    return t`Answer is not HTTP`;
  },
  get unexpected_upgrade() {
    return t`Switched protocols`;
  },
  get invalid_request() {
    return t`Request cannot be made`;
  },
  get local() {
    return t`Could not send`;
  },
  get authorization() {
    return t`No token`;
  },
  get transform() {
    return t`No request from the transform`;
  },
  get consent() {
    return t`Receiver has not agreed`;
  },
};

/** What a row says in its code column: the status, else a word for the failure. */
export function codeText(status: number | null, failure: FailureName | null): string {
  if (failure !== null && failure !== 'status') return causeWord[failure];
  return status === null ? '' : String(status);
}
