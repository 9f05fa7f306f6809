import { t } from '@lingui/core/macro';

import type { NewSource, Source, SourcePatch } from '../../contract';
import { type HmacShape, hmacProblem, USUAL_HMAC } from '../../design/fields/HmacFields';
import { suggestedName } from './sender';
import { slugFromName, slugProblem } from './slug';

const DAY_MS = 86_400_000;

/** What the editor holds while a source is being made or changed. */
export interface SourceDraft {
  provider: Source['provider'];
  name: string;
  slug: string;
  /** Whether the slug was typed; until then it follows the name. */
  isSlugTyped: boolean;
  /** Empty means that the engine makes one. */
  secret: string;
  hmac: HmacShape;
  unsigned: Source['unsigned'];
  publicUrl: string;
  channelUrl: string;
  deduplication: DeduplicationDraft;
  replyStatus: string;
  replyContentType: string;
  replyBody: string;
}

/** What makes two requests the same event. */
export interface DeduplicationDraft {
  by: 'none' | 'provider_id' | 'body' | 'fields';
  /** JSON pointers and names of headers as typed: `/data/id, X-Request-Id`. */
  fields: string;
  windowMs: number;
}

/** Sentences by field; the names are the API's, so that its own refusals land in the same places. */
export type SourceErrors = Partial<Record<'name' | 'slug' | 'hmac' | 'public_url' | 'channel_url' | 'reply' | 'secrets' | 'deduplication', string>>;

export function newSourceDraft(provider: Source['provider']): SourceDraft {
  return {
    provider,
    name: suggestedName(provider),
    slug: '',
    isSlugTyped: false,
    secret: '',
    hmac: USUAL_HMAC,
    unsigned: provider === 'none' ? 'accept' : 'reject',
    publicUrl: '',
    channelUrl: '',
    deduplication: { by: 'none', fields: '', windowMs: DAY_MS },
    replyStatus: '200',
    replyContentType: 'application/json',
    replyBody: '{"ok":true}',
  };
}

export function draftOfSource(source: Source): SourceDraft {
  return {
    provider: source.provider,
    name: source.name,
    slug: source.slug,
    isSlugTyped: true,
    secret: '',
    hmac: source.hmac ?? USUAL_HMAC,
    unsigned: source.unsigned,
    publicUrl: source.public_url ?? '',
    channelUrl: source.channel_url ?? '',
    deduplication: deduplicationDraftOf(source.deduplication),
    replyStatus: String(source.reply.status),
    replyContentType: source.reply.content_type,
    replyBody: source.reply.body,
  };
}

/** The draft for another provider; what was typed stays, what was only suggested changes along. */
export function withProvider(draft: SourceDraft, provider: Source['provider']): SourceDraft {
  const isNameSuggested = draft.name === suggestedName(draft.provider);
  return {
    ...draft,
    provider,
    name: isNameSuggested ? suggestedName(provider) : draft.name,
    unsigned: provider === 'none' ? 'accept' : 'reject',
    secret: '',
  };
}

/** The last part of the address: what was typed, or what the name suggests. */
export function slugOf(draft: SourceDraft): string {
  return draft.isSlugTyped ? draft.slug : slugFromName(draft.name);
}

export function sourceErrors(draft: SourceDraft): SourceErrors {
  const errors: SourceErrors = {};
  if (!draft.name.trim()) errors.name = t`Give it a name.`;
  else if (draft.name.trim().length > 100) errors.name = t`At most 100 characters.`;
  const slug = slugProblem(slugOf(draft));
  if (slug) errors.slug = slug;
  const hmac = draft.provider === 'hmac' ? hmacProblem(draft.hmac) : null;
  if (hmac) errors.hmac = hmac;
  if (draft.publicUrl.trim() && !isWebAddress(draft.publicUrl)) {
    errors.public_url = t`Give the whole address, starting with https://.`;
  }
  if (draft.channelUrl.trim() && !isWebAddress(draft.channelUrl)) {
    errors.channel_url = t`Give the whole address, like https://smee.io/abc.`;
  }
  if (draft.deduplication.by === 'fields' && fieldsOf(draft.deduplication.fields).length === 0) {
    errors.deduplication = t`Name at least one: /data/id for a value in the body, X-Request-Id for a header.`;
  }
  const status = Number(draft.replyStatus);
  if (!Number.isInteger(status) || status < 200 || status > 299) {
    errors.reply = t`A status from 200 to 299; anything else makes the sender try again.`;
  }
  return errors;
}

export function newSourceOf(draft: SourceDraft): NewSource {
  const slug = slugOf(draft);
  return {
    name: draft.name.trim(),
    provider: draft.provider,
    unsigned: draft.unsigned,
    reply: replyOf(draft),
    deduplication: deduplicationOf(draft.deduplication),
    ...(slug && { slug }),
    ...(draft.provider !== 'none' && draft.secret.trim() && { secrets: [draft.secret.trim()] }),
    ...(draft.provider === 'hmac' && { hmac: draft.hmac }),
    ...(draft.publicUrl.trim() && { public_url: draft.publicUrl.trim() }),
    ...(draft.channelUrl.trim() && { channel_url: draft.channelUrl.trim() }),
  };
}

export function sourcePatchOf(draft: SourceDraft): SourcePatch {
  return {
    name: draft.name.trim(),
    unsigned: draft.unsigned,
    public_url: draft.publicUrl.trim() || null,
    channel_url: draft.channelUrl.trim() || null,
    reply: replyOf(draft),
    deduplication: deduplicationOf(draft.deduplication),
    ...(draft.provider === 'hmac' && { hmac: draft.hmac }),
  };
}

function deduplicationDraftOf(deduplication: Source['deduplication']): DeduplicationDraft {
  if (deduplication === null) return { by: 'none', fields: '', windowMs: DAY_MS };
  const { by, window_ms } = deduplication;
  const places = by.key === 'fields' ? by.fields.map((field) => (field.in === 'body' ? field.pointer : field.name)) : [];
  return { by: by.key, fields: places.join(', '), windowMs: window_ms };
}

function deduplicationOf({ by, fields, windowMs }: DeduplicationDraft): Source['deduplication'] {
  if (by === 'none') return null;
  return { by: by === 'fields' ? { key: by, fields: fieldsOf(fields) } : { key: by }, window_ms: windowMs };
}

/** What begins with a slash stands in the body; everything else is the name of a header. */
function fieldsOf(text: string) {
  const places = text
    .split(',')
    .map((place) => place.trim())
    .filter(Boolean);
  return places.map((place) =>
    place.startsWith('/') ? { in: 'body' as const, pointer: place } : { in: 'header' as const, name: place },
  );
}

function replyOf(draft: SourceDraft): Source['reply'] {
  return { status: Number(draft.replyStatus), content_type: draft.replyContentType.trim(), body: draft.replyBody };
}

function isWebAddress(text: string): boolean {
  try {
    return ['http:', 'https:'].includes(new URL(text.trim()).protocol);
  } catch {
    return false;
  }
}
