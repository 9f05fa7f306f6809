import type { DeliveryDetail, Header } from '../../contract';

/** Larger payloads make typing slow. */
const BYTES_MAX = 1_000_000;

/** Fields of the connection between the sender and us: they are never sent on, so there is nothing to edit. */
const notSentOn = new Set([
  'accept',
  'accept-encoding',
  'authorization',
  'connection',
  'content-length',
  'cookie',
  'expect',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'user-agent',
]);

/** What is edited. */
export interface EditReplayDraft {
  body: string;
  headers: Header[];
  destinationId: string;
}

/** What came in. */
export type ReceivedParts = Pick<EditReplayDraft, 'body' | 'headers'>;

export function newEditReplayDraft(received: ReceivedParts, delivery: Pick<DeliveryDetail, 'destination_id'>): EditReplayDraft {
  return { ...received, destinationId: delivery.destination_id };
}

/** The header fields of a received request that are sent on. */
export function headersToEdit(headers: readonly Header[]): Header[] {
  return headers.filter(({ name }) => !notSentOn.has(name.toLowerCase()));
}

/** Whether a payload is text of a size that can be typed in. */
export function isEditable(body: string): boolean {
  return body.length <= BYTES_MAX && !body.includes('\uFFFD') && !body.includes('\0');
}

/** What is different in the replay; parts that were not touched are left out, so that their bytes stay. */
export function replayEditOf(draft: EditReplayDraft, received: ReceivedParts, delivery: Pick<DeliveryDetail, 'destination_id'>) {
  const headers = draft.headers.filter(({ name }) => name.trim() !== '');
  const isSame =
    headers.length === received.headers.length &&
    headers.every(({ name, value }, index) => name === received.headers[index]?.name && value === received.headers[index]?.value);
  return {
    ...(draft.body !== received.body && { body: draft.body }),
    ...(!isSame && { headers }),
    ...(draft.destinationId !== delivery.destination_id && { destination_id: draft.destinationId }),
  };
}

/** What is wrong with a payload that was JSON; null when nothing is. */
export function jsonFault(body: string, received: string): string | null {
  if (!isJson(received) || body === received) return null;
  try {
    JSON.parse(body);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
