import type { MockRequest, MockRule } from '../../../contract';

type Got = MockRequest['answer'];

/** What a request got: `500`, `200, broken off`, `Dropped`. */
export function gotWords({ kind, status }: Got): string {
  switch (kind) {
    case 'reply':
      return String(status ?? '');
    case 'partial':
      return `${status ?? ''}, broken off`;
    case 'drop':
      return 'Dropped';
    case 'reset':
      return 'Reset';
    case 'hang':
      return 'No answer';
  }
}

/** Whether a sender would take it for a success. */
export function gotTone({ kind, status }: Got): 'good' | 'bad' {
  return kind === 'reply' && status !== null && status < 300 ? 'good' : 'bad';
}

/** Which rule answered, and at which place of its sequence: `Rule 1, answer 2`. */
export function ruleWords(rules: readonly Pick<MockRule, 'answers'>[], { rule, step }: Got): string {
  if (rule === null) return 'No rule';
  const isSequence = step > 0 || (rules[rule]?.answers.length ?? 1) > 1;
  return isSequence ? `Rule ${rule + 1}, answer ${step + 1}` : `Rule ${rule + 1}`;
}

/** The path below the address of a mock, which all its requests begin with: `/orders/7?a=b`. */
export function pathBelow(mock: string, target: string): string {
  const begin = `/mock/${mock}`;
  const rest = target.startsWith(begin) ? target.slice(begin.length) : target;
  return rest.startsWith('/') ? rest : `/${rest}`;
}
