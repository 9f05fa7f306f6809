import { t } from '@lingui/core/macro';

import type { Mock, MockAnswer, MockKind, MockRule } from '../../../contract';
import { headerProblem } from '../../../design/fields/headerProblem';
import type { HeaderRow } from '../../../design/fields/HeaderRows';
import { filterText, parseFilter } from '../../../design/fields/filterText';
import { parseWait, waitText } from './waitText';

/** The limits the engine holds a mock to. */
export const RULES_MAX = 50;
export const ANSWERS_MAX = 100;
const NAME_LENGTH_MAX = 64;
const MISSING_BYTES_MAX = 4_294_967_295;

/** Header fields that the receiver writes itself. */
const OWN_HEADERS = ['content-length', 'transfer-encoding', 'connection', 'trailer'];

/** An answer while it is being edited. */
export interface AnswerDraft {
  /** Stays the same while answers move. */
  key: string;
  kind: MockKind;
  status: string;
  headers: HeaderRow[];
  body: string;
  echoesBody: boolean;
  missingBytes: string;
  waitLeast: string;
  waitMost: string;
}

/** A rule while it is being edited. */
export interface RuleDraft {
  /** Stays the same while rules move. */
  key: string;
  /** None means any. */
  methods: string[];
  path: string;
  filter: string;
  chance: string;
  answers: AnswerDraft[];
  afterLast: MockRule['after_last'];
}

/** What the editor holds while a mock is being made or changed. */
export interface MockDraft {
  name: string;
  rules: RuleDraft[];
}

/** What is wrong in one rule, by field; of answers by their key. */
export interface RuleErrors {
  path?: string;
  filter?: string;
  chance?: string;
  answers: Record<string, string>;
}

export function draftOfMock(mock: Pick<Mock, 'name' | 'rules'>): MockDraft {
  return { name: mock.name, rules: mock.rules.map(draftOfRule) };
}

export function draftOfRule(rule: MockRule): RuleDraft {
  return {
    key: newKey(),
    methods: rule.methods,
    path: rule.path ?? '',
    filter: filterText(rule.filter),
    chance: String(rule.chance_percent),
    answers: rule.answers.map(draftOfAnswer),
    afterLast: rule.after_last,
  };
}

export function draftOfAnswer(answer: MockAnswer): AnswerDraft {
  return {
    key: newKey(),
    kind: answer.kind,
    status: String(answer.status),
    headers: answer.headers.map(({ name, value }) => ({ name, value })),
    body: answer.body,
    echoesBody: answer.echoes_body,
    missingBytes: String(answer.missing_bytes),
    waitLeast: answer.delay_min_ms > 0 ? waitText(answer.delay_min_ms) : '',
    waitMost: answer.delay_max_ms > answer.delay_min_ms ? waitText(answer.delay_max_ms) : '',
  };
}

/** An answer that says a status and nothing else. */
export function plainAnswer(status: number): MockAnswer {
  return {
    kind: 'reply',
    status,
    headers: [],
    body: '',
    echoes_body: false,
    missing_bytes: 100,
    delay_min_ms: 0,
    delay_max_ms: 0,
  };
}

/** A rule for every request with these answers. */
export function plainRule(answers: MockAnswer[]): MockRule {
  return { methods: [], path: null, filter: null, chance_percent: 100, answers, after_last: 'stay' };
}

/** Another answer like one that is there, under a key of its own. */
export function copyOfAnswer(answer: AnswerDraft): AnswerDraft {
  return { ...answer, key: newKey() };
}

/** The rule of a draft as the engine takes it; of what cannot be read, the usual value. */
export function ruleOf(draft: RuleDraft): MockRule {
  const filter = parseFilter(draft.filter);
  return {
    methods: draft.methods,
    path: draft.path.trim() || null,
    filter: 'filter' in filter ? filter.filter : null,
    chance_percent: wholeNumber(draft.chance, 1, 100) ?? 100,
    answers: draft.answers.map(answerOf),
    after_last: draft.afterLast,
  };
}

function answerOf(draft: AnswerDraft): MockAnswer {
  const least = parseWait(draft.waitLeast) ?? 0;
  const hasReply = draft.kind === 'reply' || draft.kind === 'partial';
  return {
    ...plainAnswer(hasReply ? (wholeNumber(draft.status, 200, 599) ?? 200) : 200),
    kind: draft.kind,
    delay_min_ms: least,
    delay_max_ms: Math.max(least, parseWait(draft.waitMost) ?? 0),
    ...(hasReply && {
      headers: draft.headers
        .filter(({ name, value }) => name.trim() || value.trim())
        .map(({ name, value }) => ({ name: name.trim(), value: value.trim() })),
      body: draft.echoesBody ? '' : draft.body,
      echoes_body: draft.echoesBody,
    }),
    ...(draft.kind === 'partial' && { missing_bytes: wholeNumber(draft.missingBytes, 1, MISSING_BYTES_MAX) ?? 100 }),
  };
}

/** Why a text is no name of a mock; null when it is one. */
export function nameProblem(name: string): string | null {
  if (!name.trim()) return t`Give it a name: it becomes part of its address.`;
  if (name.trim().length > NAME_LENGTH_MAX) return t`At most ${NAME_LENGTH_MAX} characters.`;
  return /^[a-z0-9_-]+$/.test(name.trim()) ? null : t`Only small letters, digits, - and _.`;
}

export function ruleErrors(draft: RuleDraft): RuleErrors {
  const errors: RuleErrors = { answers: {} };
  const path = draft.path.trim();
  if (path && !/^[/*]/.test(path)) errors.path = t`A path begins with a slash, for example /orders/*.`;
  const filter = parseFilter(draft.filter);
  if ('problem' in filter) errors.filter = filter.problem;
  if (wholeNumber(draft.chance, 1, 100) === null) errors.chance = t`From 1 to 100.`;
  for (const answer of draft.answers) {
    const problem = answerProblem(answer);
    if (problem) errors.answers[answer.key] = problem;
  }
  return errors;
}

/** The first thing that is wrong with rules, naming the rule. */
export function rulesProblem(rules: readonly RuleDraft[]): string | null {
  for (const [place, rule] of rules.entries()) {
    const number = place + 1;
    const { answers, ...fields } = ruleErrors(rule);
    const problem = [...Object.values(fields), ...Object.values(answers)][0];
    if (problem) return t`Rule ${number}: ${problem}`;
  }
  return null;
}

function answerProblem(answer: AnswerDraft): string | null {
  const hasReply = answer.kind === 'reply' || answer.kind === 'partial';
  if (hasReply && wholeNumber(answer.status, 200, 599) === null) return t`A status is a number from 200 to 599.`;
  if (answer.kind === 'partial' && wholeNumber(answer.missingBytes, 1, MISSING_BYTES_MAX) === null) {
    return t`At least 1 byte is missing when an answer breaks off.`;
  }
  const least = parseWait(answer.waitLeast);
  const most = parseWait(answer.waitMost);
  if (least === null || most === null) return t`A wait is a time up to 120 s, for example 250 ms or 5 s.`;
  if (most !== 0 && most < least) return t`The longest wait is shorter than the shortest.`;
  if (!hasReply) return null;
  return headerProblem(answer.headers, OWN_HEADERS, (name) => t`${name} is written by the receiver itself.`)?.problem ?? null;
}

function wholeNumber(text: string, least: number, most: number): number | null {
  if (!/^\s*\d+\s*$/.test(text)) return null;
  const number = Number(text);
  return number >= least && number <= most ? number : null;
}

let keysMade = 0;

function newKey(): string {
  keysMade += 1;
  return `key-${keysMade}`;
}
