import { t } from '@lingui/core/macro';

import type { MockRequest, MockRule } from '../../../contract';

type Got = MockRequest['answer'];

/** What a request got: `500`, `200, broken off`, `Dropped`. */
export function gotWords({ kind, status }: Got): string {
  switch (kind) {
    case 'reply':
      return String(status ?? '');
    case 'partial':
      return t`${status ?? ''}, broken off`;
    case 'drop':
      return t`Dropped`;
    case 'reset':
      return t`Reset`;
    case 'hang':
      return t`No answer`;
  }
}

/** Whether a sender would take it for a success. */
export function gotTone({ kind, status }: Got): 'good' | 'bad' {
  return kind === 'reply' && status !== null && status < 300 ? 'good' : 'bad';
}

/** Which rule answered, and at which place of its sequence: `Rule 1, answer 2`. */
export function ruleWords(rules: readonly Pick<MockRule, 'answers'>[], { rule, step }: Got): string {
  if (rule === null) return t`No rule`;
  const isSequence = step > 0 || (rules[rule]?.answers.length ?? 1) > 1;
  const [number, place] = [rule + 1, step + 1];
  return isSequence ? t`Rule ${number}, answer ${place}` : t`Rule ${number}`;
}

/** The path below the address of a mock, which all its requests begin with: `/orders/7?a=b`. */
export function pathBelow(mock: string, target: string): string {
  const begin = `/mock/${mock}`;
  const rest = target.startsWith(begin) ? target.slice(begin.length) : target;
  return rest.startsWith('/') ? rest : `/${rest}`;
}
