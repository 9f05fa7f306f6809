import { t } from '@lingui/core/macro';

import type { ChangeNotice } from '../contract';
import { readServerSentEvents } from './serverSentEvents';
import type { ChangeListener, ChangeStream, Platform, SaveRequest } from './platform';

const TOKEN_KEY = 'tacklebox.token';
const RETRY_FIRST_MS = 500;
const RETRY_MAX_MS = 10_000;

/** A browser: the same requests over HTTP, with the token that came in the address. */
export function webPlatform(): Platform {
  const token = takeToken();
  const request = (asked: Request): Promise<Response> => {
    const headers = new Headers(asked.headers);
    if (token) headers.set('authorization', `Bearer ${token}`);
    return fetch(new Request(asked, { headers }));
  };
  return {
    kind: 'web',
    request,
    changes: (listener) => streamChanges(request, listener),
    save: (what) => save(request, what),
    copyText: (text) => navigator.clipboard.writeText(text),
    onCloseRequested: () => () => undefined,
    chooseClose: () => Promise.reject(new Error('a browser closes its own windows')),
    onNavigate: () => () => undefined,
  };
}

/** Parts of an answer are put together by the browser, which keeps large ones on disk. */
const PART_BYTES = 4_000_000;

async function save(
  request: (asked: Request) => Promise<Response>,
  { path, name, onProgress, signal }: SaveRequest,
): Promise<null> {
  const answer = await request(new Request(path, { signal: signal ?? null }));
  if (!answer.ok || !answer.body) throw new Error(await refusal(answer));
  const parts: Blob[] = [];
  let chunks: Uint8Array<ArrayBuffer>[] = [];
  let [bytes, waiting] = [0, 0];
  const reader = answer.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (value) {
      chunks.push(value);
      bytes += value.length;
      waiting += value.length;
    }
    if (done || waiting > PART_BYTES) {
      parts.push(new Blob(chunks));
      [chunks, waiting] = [[], 0];
      onProgress?.(bytes);
    }
    if (done) break;
  }
  const address = URL.createObjectURL(new Blob(parts, { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return null;
}

async function refusal(answer: Response): Promise<string> {
  const problem: unknown = await answer.json().catch(() => null);
  const hasDetail = typeof problem === 'object' && problem !== null && 'detail' in problem;
  return hasDetail ? String(problem.detail) : t`The engine answered ${answer.status}.`;
}

/**
 * The token from the fragment of the address. It is kept for this tab and taken out of the address, so that it gets
 * into no bookmark, history or screenshot.
 */
function takeToken(): string | null {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given) {
    sessionStorage.setItem(TOKEN_KEY, given);
    history.replaceState(history.state, '', location.pathname + location.search);
  }
  return given ?? sessionStorage.getItem(TOKEN_KEY);
}

function streamChanges(
  request: (asked: Request) => Promise<Response>,
  { onNotice, onConnection }: ChangeListener,
): ChangeStream {
  let isStopped = false;
  let wait_ms = RETRY_FIRST_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let abort = new AbortController();

  const connect = async () => {
    clearTimeout(timer);
    abort.abort();
    const controller = new AbortController();
    abort = controller;
    let state: 'lost' | 'refused' = 'lost';
    try {
      const answer = await request(
        new Request('/api/v1/changes', { headers: { accept: 'text/event-stream' }, signal: controller.signal }),
      );
      if (answer.ok && answer.body) {
        wait_ms = RETRY_FIRST_MS;
        onConnection('connected');
        for await (const data of readServerSentEvents(answer.body)) {
          onNotice(JSON.parse(data) as ChangeNotice);
        }
      } else if (answer.status === 401) {
        state = 'refused';
      }
    } catch {
      // The stream broke or was never there; both are told below.
    }
    if (isStopped || controller.signal.aborted) return;
    onConnection(state);
    timer = setTimeout(connect, wait_ms);
    wait_ms = Math.min(wait_ms * 2, RETRY_MAX_MS);
  };

  void connect();
  return {
    reconnect: () => void connect(),
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
      abort.abort();
    },
  };
}
