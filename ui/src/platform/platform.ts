import type { ChangeNotice } from '../contract';

/** What closing the window shall do. */
export type CloseChoice = 'keep' | 'quit';

/** Hears what the engine says on its own. */
export interface ChangeListener {
  onNotice: (notice: ChangeNotice) => void;
  /** Whether notices arrive at the moment. `refused` means that the engine is there and does not know us. */
  onConnection: (state: 'connected' | 'lost' | 'refused') => void;
}

/** A running subscription to changes. */
export interface ChangeStream {
  /** Tries again at once instead of waiting for the next try. */
  reconnect: () => void;
  stop: () => void;
}

/** An answer to keep as a file. */
export interface SaveRequest {
  /** Of the API. */
  path: string;
  name: string;
  /** Told now and then how many bytes have come. */
  onProgress?: (bytes: number) => void;
  signal?: AbortSignal;
}

/** All that the interface asks of what it runs in: a desktop window or a browser. */
export interface Platform {
  readonly kind: 'desktop' | 'web';
  /** Sends one request to the API; rejects only when the engine cannot be reached. */
  request: (request: Request) => Promise<globalThis.Response>;
  changes: (listener: ChangeListener) => ChangeStream;
  copyText: (text: string) => Promise<void>;
  /**
   * Saves an answer of the API under a name in the folder for downloads. Answers where, in a browser null; rejects when it
   * was refused or stopped.
   */
  save: (what: SaveRequest) => Promise<string | null>;
  /** The close button was pressed and the person has not decided for good. Never in a browser. */
  onCloseRequested: (ask: (question: { hasTray: boolean }) => void) => () => void;
  chooseClose: (choice: CloseChoice, isRemembered: boolean) => Promise<void>;
  /** The tray or a notification leads to a place of the interface. Never in a browser. */
  onNavigate: (go: (path: string) => void) => () => void;
}

let current: Platform | null = null;

/** The platform this page runs on. */
export function platform(): Platform {
  if (!current) throw new Error('the platform is opened before anything asks for it');
  return current;
}

/** Finds out where the page runs and connects to it. Once, before the first paint. */
export async function openPlatform(): Promise<Platform> {
  const isDesktop = '__TAURI_INTERNALS__' in globalThis;
  current = isDesktop ? (await import('./tauri')).desktopPlatform() : (await import('./web')).webPlatform();
  return current;
}
