import type { Filter } from '../../design/fields/filterText';

/** What a condition asks of a value, as the engine writes it. */
export type Operator = (typeof OPERATORS)[number];

export const OPERATORS = [
  '$eq',
  '$ne',
  '$in',
  '$nin',
  '$gt',
  '$gte',
  '$lt',
  '$lte',
  '$contains',
  '$startsWith',
  '$endsWith',
  '$regex',
  '$exists',
] as const;

/** One condition as a person writes it: `body.amount`, more than, `100`. */
export interface ConditionRow {
  /** `body.…`, `headers.…` or `type`. */
  field: string;
  operator: Operator;
  /** As typed. JSON where it is some, else a text; `$in` and `$nin` hold several, separated by commas. */
  value: string;
}

type Scalar = string | number | boolean | null;

/** Operators that ask for a text whatever is typed. */
const OF_TEXT: ReadonlySet<Operator> = new Set(['$contains', '$startsWith', '$endsWith', '$regex']);

/** A filter as rows that must all hold; null when it says more than rows can, such as `$or`. */
export function rowsOfFilter(filter: Filter | null): ConditionRow[] | null {
  if (filter === null) return [];
  const rows: ConditionRow[] = [];
  for (const [place, condition] of Object.entries(filter)) {
    if (place !== 'type' && place !== 'headers' && place !== 'body') return null;
    if (!collect(condition, place, rows)) return null;
  }
  return rows;
}

/** Rows as a filter; those that are not filled in yet mean nothing. */
export function filterOfRows(rows: readonly ConditionRow[]): Filter | null {
  const root = node();
  for (const row of rows.filter(isWhole)) {
    let place = root;
    for (const name of row.field.trim().split('.')) {
      const inner = place.inner.get(name) ?? node();
      place.inner.set(name, inner);
      place = inner;
    }
    place.asked.push([row.operator, typedValue(row)]);
  }
  const written = writtenNode(root);
  return isObject(written) && root.inner.size > 0 ? written : null;
}

/** Whether a row says something. */
export function isWhole({ field, operator, value }: ConditionRow): boolean {
  const names = field.trim().split('.');
  const isPlace = (names[0] === 'type' && names.length === 1) || ((names[0] === 'body' || names[0] === 'headers') && names.length > 1);
  return isPlace && names.every(Boolean) && (operator === '$exists' || value.trim() !== '');
}

/** The filter with a value of a sample as a further condition; a second value of the same place means either. */
export function withSampleValue(filter: Filter | null, path: readonly string[], value: unknown): Filter {
  const rows = rowsOfFilter(filter);
  const isNameable = path.every((name) => name !== '' && !name.includes('.'));
  if (rows === null || !isNameable || !isScalar(value)) {
    const asked = { body: path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value) };
    return filter === null ? asked : { $and: [filter, asked] };
  }
  const field = ['body', ...path].join('.');
  const added = valueText(value);
  const at = rows.findIndex((row) => row.field === field && (row.operator === '$eq' || row.operator === '$in'));
  const before = rows[at];
  if (!before) return filterOfRows([...rows, { field, operator: '$eq', value: added }]) ?? {};
  const values = before.operator === '$in' ? splitValues(before.value) : [before.value];
  if (values.includes(added)) return filter ?? {};
  const joined: ConditionRow = { field, operator: '$in', value: [...values, added].join(', ') };
  return filterOfRows(rows.with(at, joined)) ?? {};
}

function collect(condition: unknown, field: string, rows: ConditionRow[]): boolean {
  if (isScalar(condition)) {
    rows.push({ field, operator: '$eq', value: valueText(condition) });
    return true;
  }
  if (!isObject(condition)) return false;
  return Object.entries(condition).every(([name, inner]) => {
    if (name === '$and') return Array.isArray(inner) && inner.every((part) => isAsked(part) && collect(part, field, rows));
    const operator = OPERATORS.find((known) => known === name);
    if (!operator) {
      return !name.startsWith('$') && name !== '' && !name.includes('.') && collect(inner, `${field}.${name}`, rows);
    }
    const value = operandText(operator, inner);
    if (value !== null) rows.push({ field, operator, value });
    return value !== null;
  });
}

/** Braces with operators alone; `$and` around names would mean another element of a list for each of them. */
function isAsked(condition: unknown): boolean {
  return isObject(condition) && Object.keys(condition).every((name) => OPERATORS.some((known) => known === name));
}

function operandText(operator: Operator, operand: unknown): string | null {
  if (operator === '$in' || operator === '$nin') {
    const isList = Array.isArray(operand) && operand.length > 0 && operand.every(isScalar);
    return isList ? operand.map(valueText).join(', ') : null;
  }
  if (operator === '$exists') return typeof operand === 'boolean' ? String(operand) : null;
  if (OF_TEXT.has(operator)) return typeof operand === 'string' && operand.trim() === operand && operand !== '' ? operand : null;
  return isScalar(operand) ? valueText(operand) : null;
}

function typedValue({ operator, value }: ConditionRow): unknown {
  if (operator === '$exists') return value !== 'false';
  if (OF_TEXT.has(operator)) return value.trim();
  if (operator === '$in' || operator === '$nin') return splitValues(value).map(parsedValue);
  return parsedValue(value.trim());
}

/** `eur` is a text, `42` a number and `"42"` a text again. */
function parsedValue(text: string): Scalar {
  try {
    const value: unknown = JSON.parse(text);
    return isScalar(value) ? value : text;
  } catch {
    return text;
  }
}

/** The shortest text that is read as this value. */
function valueText(value: Scalar): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  const isPlain = value !== '' && value.trim() === value && !/[",]/.test(value) && parsedValue(value) === value;
  return isPlain ? value : JSON.stringify(value);
}

/** Splits at commas that do not stand in quotes. */
function splitValues(text: string): string[] {
  const parts = text.match(/(?:"(?:[^"\\]|\\.)*"|[^,])+/g) ?? [];
  return parts.map((part) => part.trim()).filter(Boolean);
}

interface PlaceNode {
  asked: [Operator, unknown][];
  inner: Map<string, PlaceNode>;
}

function node(): PlaceNode {
  return { asked: [], inner: new Map() };
}

function writtenNode({ asked, inner }: PlaceNode): unknown {
  const [first] = asked;
  if (asked.length === 1 && inner.size === 0 && first?.[0] === '$eq') return first[1];
  const names = [...inner].map(([name, place]): [string, unknown] => [name, writtenNode(place)]);
  const isAskedTwice = new Set(asked.map(([operator]) => operator)).size < asked.length;
  const conditions: [string, unknown][] = isAskedTwice
    ? [['$and', asked.map(([operator, value]) => ({ [operator]: value }))]]
    : asked;
  return Object.fromEntries([...conditions, ...names]);
}

function isScalar(value: unknown): value is Scalar {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function isObject(value: unknown): value is Filter {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
