import { localFormat } from './localFormat';

const withMilliseconds = localFormat((locale) => new Intl.DateTimeFormat(locale, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
}), 'en-GB');
const day = localFormat((locale) => new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }), 'en');

/** The local time of day to the millisecond, `14:03:22.114`. */
export function exactTime(at_ms: number): string {
  return withMilliseconds().format(at_ms);
}

/** Everything about a moment, for a tooltip: local day and time, and UTC. */
export function fullMoment(at_ms: number): string {
  return `${day().format(at_ms)}, ${exactTime(at_ms)}\n${new Date(at_ms).toISOString().replace('T', ' ').replace('Z', ' UTC')}`;
}
