/** A record of a provider as its file says it; everything in it but these fields is left as it is. */
export type ProviderRecord = Record<string, unknown>;

/** What the form shows of a record. */
export interface RecordFields {
  name: string;
  method: string;
  algorithm: string;
  /** The signed text: `{timestamp}.{body}`. */
  text: string;
  /** The header of the signature or of the token. */
  header: string;
  prefix: string;
  encoding: string;
  /** Where the kind of an event stands: `X-Event`, `body:/type`; alternatives by commas, parts of one by `+`. */
  kind: string;
  /** Where the sender's own id of a delivery stands; alternatives by commas. */
  id: string;
}

/** A record to begin with. */
export function newRecord(): ProviderRecord {
  return {
    name: '',
    signature: {
      method: 'text',
      algorithm: 'hmac-sha256',
      text: '{body}',
      encoding: 'hex',
      places: [{ signature: 'X-Signature' }],
    },
    event: { kind: [['body:/type']], id: ['body:/id'] },
    secret: { label: 'Secret', hint: '' },
    guide: { steps: [] },
  };
}

/** Reads a record as typed: JSON as an object, anything else as TOML, which only the engine reads. */
export function typedRecord(text: string): { record: ProviderRecord } | { toml: string } | { problem: string } {
  if (!text.trimStart().startsWith('{')) return { toml: text };
  try {
    return { record: JSON.parse(text) as ProviderRecord };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

export function recordText(record: ProviderRecord): string {
  const { slug: _, ...rest } = record;
  return JSON.stringify(rest, null, 2);
}

export function fieldsOf(record: ProviderRecord): RecordFields {
  const signature = objectOf(record.signature);
  const event = objectOf(record.event);
  const place = objectOf(listOf(signature.places)[0]);
  const method = textOf(signature.method) || 'text';
  return {
    name: textOf(record.name),
    method,
    algorithm: textOf(signature.algorithm),
    text: textOf(signature.text),
    header: textOf(method === 'token' ? signature.header : place.signature),
    prefix: textOf(signature.prefix),
    encoding: textOf(signature.encoding) || 'hex',
    kind: listOf(event.kind)
      .map((parts) => listOf(parts).map(textOf).join(' + '))
      .join(', '),
    id: listOf(event.id).map(textOf).join(', '),
  };
}

/** The record with one field changed. */
export function withField(record: ProviderRecord, field: keyof RecordFields, value: string): ProviderRecord {
  const signature = objectOf(record.signature);
  const inSignature = (part: object) => ({ ...record, signature: { ...signature, ...part } });
  const inEvent = (part: object) => ({ ...record, event: { ...objectOf(record.event), ...part } });
  switch (field) {
    case 'name':
      return { ...record, name: value };
    case 'method':
      return { ...record, signature: signatureOf(value, fieldsOf(record)) };
    case 'header':
      if (fieldsOf(record).method === 'token') return inSignature({ header: value });
      return inSignature({
        places: listOf(signature.places).length
          ? listOf(signature.places).with(0, { ...objectOf(listOf(signature.places)[0]), signature: value })
          : [{ signature: value }],
      });
    case 'kind':
      return inEvent({ kind: split(value, ',').map((parts) => split(parts, '+')) });
    case 'id':
      return inEvent({ id: split(value, ',') });
    default:
      return inSignature({ [field]: value });
  }
}

/** A signature of another method, with what of the former one still means something. */
function signatureOf(method: string, { header, prefix, algorithm, text, encoding }: RecordFields): object {
  if (method === 'token') return { method, header: header || 'Authorization', ...(prefix && { prefix }) };
  if (method !== 'text') return { method };
  return {
    method,
    algorithm: algorithm || 'hmac-sha256',
    text: text || '{body}',
    encoding,
    ...(prefix && { prefix }),
    places: [{ signature: header || 'X-Signature' }],
  };
}

function split(text: string, separator: string): string[] {
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter(Boolean);
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
