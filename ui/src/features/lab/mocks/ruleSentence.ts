import { plural, t } from '@lingui/core/macro';

import type { MockAnswer, MockRule } from '../../../contract';
import { waitText } from './waitText';

/** What a rule does, in one sentence: `30 % of POST requests to /orders/* get 500 twice, then 200 from then on.` */
export function ruleSentence(rule: MockRule): string {
  const isByChance = rule.chance_percent < 100;
  const [requests, answers] = [requestWords(rule, isByChance), sequenceWords(rule)];
  return isByChance ? t`${requests} get ${answers}.` : t`${requests} gets ${answers}.`;
}

/** Which requests a rule means: `30 % of POST requests to /orders/*`, `Any request that passes the filter`. */
function requestWords({ chance_percent: chance, methods, path, filter }: MockRule, isByChance: boolean): string {
  const method = methods.length > 0 ? wordList(methods) : null;
  const all = isByChance
    ? method === null
      ? t`${chance} % of requests`
      : t`${chance} % of ${method} requests`
    : method === null
      ? t`Any request`
      : t`Any ${method} request`;
  const requests = path ? t`${all} to ${path}` : all;
  if (!filter) return requests;
  return isByChance ? t`${requests} that pass the filter` : t`${requests} that passes the filter`;
}

/** What a mock does, in one sentence: that of its first rule, and how many there are more. */
export function mockSentence(rules: readonly MockRule[]): string {
  const [first, ...others] = rules;
  if (!first) return t`Any request gets 200.`;
  if (others.length === 0) return ruleSentence(first);
  return `${ruleSentence(first)} ${plural(others.length, { one: '# more rule.', other: '# more rules.' })}`;
}

/** What a single answer is: `500 after 5 s`, `a closed connection`. */
export function answerWords(answer: MockAnswer): string {
  const { delay_min_ms, delay_max_ms } = answer;
  const [act, least, most] = [actWords(answer), waitText(delay_min_ms), waitText(delay_max_ms)];
  if (delay_max_ms > delay_min_ms) return t`${act} after ${least} to ${most}`;
  return delay_min_ms > 0 ? t`${act} after ${least}` : act;
}

function actWords({ kind, status, echoes_body }: MockAnswer): string {
  switch (kind) {
    case 'reply':
      return echoes_body ? t`${status} with its own body` : String(status);
    case 'partial':
      return t`a ${status} that breaks off`;
    case 'drop':
      return t`a closed connection`;
    case 'reset':
      return t`a reset connection`;
    case 'hang':
      return t`no answer`;
  }
}

function sequenceWords(rule: MockRule): string {
  const runs: { words: string; count: number }[] = [];
  for (const words of rule.answers.map(answerWords)) {
    const last = runs.at(-1);
    if (last?.words === words) last.count += 1;
    else runs.push({ words, count: 1 });
  }
  if (runs.length <= 1) return runs[0]?.words ?? t`nothing`;
  const stays = rule.after_last === 'stay';
  // The last one stays anyhow, so how often it stands there says nothing.
  const parts = runs.map(({ words, count }, place) => (stays && place === runs.length - 1 ? words : timesWords(words, count)));
  const sequence = parts.reduce((before, next) => t`${before}, then ${next}`);
  return stays ? t`${sequence} from then on` : t`${sequence}, over and over`;
}

function timesWords(words: string, count: number): string {
  if (count === 1) return words;
  return count === 2 ? t`${words} twice` : t`${words} ${count} times`;
}

function wordList(words: readonly string[]): string {
  const [first, last] = [words.slice(0, -1).join(', '), words.at(-1) ?? ''];
  return first === '' ? last : t`${first} or ${last}`;
}
