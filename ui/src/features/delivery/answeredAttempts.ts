import type { DeliveryDetail } from '../../contract';

/** An attempt that got an answer. */
export interface AnsweredAttempt {
  id: string;
  number: number;
  status: number;
  /** Of the delivery that is replayed, not of the replay. */
  isOfOriginal: boolean;
}

/** The attempts that got an answer: of the delivery that is replayed, then of the replay, each in their order. */
export function answeredAttempts(delivery: DeliveryDetail, original: DeliveryDetail | null): AnsweredAttempt[] {
  return [original, delivery].flatMap((one) =>
    (one?.attempts ?? []).flatMap(({ id, number, response }) =>
      response ? [{ id, number, status: response.status, isOfOriginal: one !== delivery }] : [],
    ),
  );
}

/** The two to compare: the last two, unless others were chosen. Null when there are no two. */
export function pairOf(
  answered: readonly AnsweredAttempt[],
  chosen: { left?: string; right?: string },
): { left: string; right: string } | null {
  const [left, right] = answered.slice(-2);
  if (!left || !right) return null;
  const known = (id: string | undefined) => answered.find((one) => one.id === id)?.id;
  return { left: known(chosen.left) ?? left.id, right: known(chosen.right) ?? right.id };
}
