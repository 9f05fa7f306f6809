import { Channel, invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';

import type { ChangeNotice } from '../contract';
import type { ChangeListener, ChangeStream, CloseChoice, Platform, SaveRequest } from './platform';

/** An answer of the API as the command `api` gives it. */
interface CommandAnswer {
  status: number;
  headers: [string, string][];
  /** Base64. */
  body: string;
}

/** Statuses whose answers have no body. */
const BODILESS = [204, 205, 304];
const RECONNECT_AFTER_MS = 2_000;

/** The desktop window: the API is a command, so nothing touches a socket. */
export function desktopPlatform(): Platform {
  return {
    kind: 'desktop',
    request: sendCommand,
    changes: streamChanges,
    save,
    copyText: (text) => navigator.clipboard.writeText(text),
    onCloseRequested: (ask) =>
      hear<{ has_tray: boolean }>('close-requested', ({ has_tray }) => ask({ hasTray: has_tray })),
    chooseClose: (choice: CloseChoice, isRemembered) => invoke('choose_close', { choice, remember: isRemembered }),
    onNavigate: (go) => hear<{ path: string }>('navigate', ({ path }) => go(path)),
  };
}

async function sendCommand(request: Request): Promise<Response> {
  const url = new URL(request.url);
  const body = request.method === 'GET' ? null : (await request.text()) || null;
  const answer = await invoke<CommandAnswer>('api', {
    method: request.method,
    path: url.pathname + url.search,
    headers: [...request.headers],
    body,
  });
  return new Response(BODILESS.includes(answer.status) ? null : bytesOf(answer.body), {
    status: answer.status,
    headers: answer.headers,
  });
}

async function save({ path, name, onProgress, signal }: SaveRequest): Promise<string> {
  const progress = new Channel<number>();
  progress.onmessage = (bytes) => onProgress?.(bytes);
  const id = crypto.randomUUID();
  const stop = () => void invoke('stop_saving', { id });
  signal?.addEventListener('abort', stop);
  try {
    return await invoke<string>('save', { id, path, name, progress });
  } catch (reason) {
    throw new Error(String(reason));
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function streamChanges({ onNotice, onConnection }: ChangeListener): ChangeStream {
  let isStopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const connect = async () => {
    clearTimeout(timer);
    const channel = new Channel<ChangeNotice>();
    channel.onmessage = (notice) => !isStopped && onNotice(notice);
    try {
      await invoke('changes', { channel });
      if (!isStopped) onConnection('connected');
    } catch {
      if (isStopped) return;
      onConnection('lost');
      timer = setTimeout(connect, RECONNECT_AFTER_MS);
    }
  };

  void connect();
  return {
    reconnect: () => void connect(),
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

function hear<Payload>(name: string, act: (payload: Payload) => void): () => void {
  const listening = listen<Payload>(name, (event) => act(event.payload));
  return () => void listening.then((stop) => stop());
}
