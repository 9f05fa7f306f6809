import { api, ask } from './client';

/** An event as a cURL command, with a signature that is valid now. */
export function readEventCurl(id: string): Promise<string> {
  return ask(api.GET('/api/v1/exports', { params: { query: { format: 'curl', ids: id } }, parseAs: 'text' }));
}
