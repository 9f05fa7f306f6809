import type { DeliveryDetail } from '../../contract';

/** An attempt that can be compared with another. */
export interface ComparableAttempt {
  id: string;
  number: number;
  /** Of its answer; null when none came. */
  status: number | null;
  /** Of the delivery that is replayed, not of the replay. */
  isOfOriginal: boolean;
}

/** The attempts of the delivery that is replayed, then those of the replay, each in their order. */
export function comparableAttempts(delivery: DeliveryDetail, original: DeliveryDetail | null): ComparableAttempt[] {
  return [original, delivery].flatMap((one) =>
    (one?.attempts ?? []).map(({ id, number, response }) => ({
      id,
      number,
      status: response?.status ?? null,
      isOfOriginal: one !== delivery,
    })),
  );
}

/** The two to compare: the last two that got an answer, or the last two, unless others were chosen. Null when there are no two. */
export function pairOf(
  attempts: readonly ComparableAttempt[],
  chosen: { left?: string; right?: string },
): { left: ComparableAttempt; right: ComparableAttempt } | null {
  const answered = attempts.filter(({ status }) => status !== null);
  const [left, right] = (answered.length >= 2 ? answered : attempts).slice(-2);
  if (!left || !right) return null;
  const known = (id: string | undefined) => attempts.find((one) => one.id === id);
  return { left: known(chosen.left) ?? left, right: known(chosen.right) ?? right };
}
