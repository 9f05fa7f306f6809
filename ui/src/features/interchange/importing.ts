import { useMutation, useQuery } from '@tanstack/react-query';

import { api, ask } from '../../data/client';
import { keys } from '../../data/keys';

/** What somebody pasted, dropped or chose. */
export interface Incoming {
  /** Tells it from what came before. */
  id: number;
  text: string;
  /** The file it was, when it was one. */
  fileName: string | null;
}

/** How it is to be received. */
export interface ImportDraft {
  /** A source's id; `own` for what each entry says. */
  source: string;
  /** Empty for what each entry says. */
  eventType: string;
  isDelivered: boolean;
}

/** Sent as it is. */
const asText = { headers: { 'content-type': 'text/plain; charset=utf-8' }, bodySerializer: (body: string) => body };

/** What would be received. */
export function previewQuery({ id, text }: Incoming) {
  return {
    queryKey: keys.importPreview(id),
    queryFn: () => ask(api.POST('/api/v1/imports/preview', { body: text, ...asText })),
    retry: false,
    gcTime: 0,
  };
}

export function usePreview(incoming: Incoming) {
  return useQuery(previewQuery(incoming));
}

/** Receives it. */
export function useImport(incoming: Incoming) {
  return useMutation({
    mutationFn: ({ source, eventType, isDelivered }: ImportDraft) => {
      const query = {
        ...(source !== 'own' && { source_id: source }),
        ...(eventType.trim() !== '' && { event_type: eventType.trim() }),
        deliver: isDelivered,
      };
      return ask(api.POST('/api/v1/imports', { params: { query }, body: incoming.text, ...asText }));
    },
  });
}

/** Whether a text that was pasted outside of a field is worth asking about. */
export function looksImportable(text: string): boolean {
  return /^\s*(\$\s+)?curl(\.exe)?\s|^\s*[[{]/.test(text);
}
