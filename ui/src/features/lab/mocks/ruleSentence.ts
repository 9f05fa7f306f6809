import type { MockAnswer, MockRule } from '../../../contract';
import { waitText } from './waitText';

/** What a rule does, in one sentence: `30 % of POST requests to /orders/* get 500 twice, then 200 from then on.` */
export function ruleSentence(rule: MockRule): string {
  const isByChance = rule.chance_percent < 100;
  const which = [
    isByChance ? `${rule.chance_percent} % of` : 'Any',
    rule.methods.length > 0 ? wordList(rule.methods) : '',
    isByChance ? 'requests' : 'request',
    rule.path ? `to ${rule.path}` : '',
    rule.filter ? (isByChance ? 'that pass the filter' : 'that passes the filter') : '',
  ].filter(Boolean);
  return `${which.join(' ')} ${isByChance ? 'get' : 'gets'} ${sequenceWords(rule)}.`;
}

/** What a mock does, in one sentence: that of its first rule, and how many there are more. */
export function mockSentence(rules: readonly MockRule[]): string {
  const [first, ...others] = rules;
  if (!first) return 'Any request gets 200.';
  if (others.length === 0) return ruleSentence(first);
  return `${ruleSentence(first)} ${others.length === 1 ? '1 more rule.' : `${others.length} more rules.`}`;
}

/** What a single answer is: `500 after 5 s`, `a closed connection`. */
export function answerWords(answer: MockAnswer): string {
  const { delay_min_ms: least, delay_max_ms: most } = answer;
  const wait = most > least ? ` after ${waitText(least)} to ${waitText(most)}` : least > 0 ? ` after ${waitText(least)}` : '';
  return `${actWords(answer)}${wait}`;
}

function actWords(answer: MockAnswer): string {
  switch (answer.kind) {
    case 'reply':
      return answer.echoes_body ? `${answer.status} with its own body` : String(answer.status);
    case 'partial':
      return `a ${answer.status} that breaks off`;
    case 'drop':
      return 'a closed connection';
    case 'reset':
      return 'a reset connection';
    case 'hang':
      return 'no answer';
  }
}

function sequenceWords(rule: MockRule): string {
  const runs: { words: string; count: number }[] = [];
  for (const words of rule.answers.map(answerWords)) {
    const last = runs.at(-1);
    if (last?.words === words) last.count += 1;
    else runs.push({ words, count: 1 });
  }
  if (runs.length <= 1) return runs[0]?.words ?? 'nothing';
  const stays = rule.after_last === 'stay';
  // The last one stays anyhow, so how often it stands there says nothing.
  const parts = runs.map(({ words, count }, place) => (stays && place === runs.length - 1 ? words : `${words}${timesWords(count)}`));
  return `${parts.join(', then ')} ${stays ? 'from then on' : ', over and over'}`.replace(' ,', ',');
}

function timesWords(count: number): string {
  if (count === 1) return '';
  return count === 2 ? ' twice' : ` ${count} times`;
}

function wordList(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
