import type { Settings } from '../contract';

/** How the page looks. */
export type Appearance = Pick<Settings, 'theme' | 'density' | 'motion' | 'zoom_percent'>;

/** Where `public/first-paint.js` finds it, before anything else is there. */
const KEPT = 'tacklebox.appearance';

/** Gives the page these looks; the style sheets go by attributes of the root. */
export function wear({ theme, density, motion, zoom_percent }: Appearance): void {
  const root = document.documentElement;
  root.dataset.theme = theme;
  root.dataset.density = density;
  root.dataset.motion = motion;
  root.style.setProperty('--zoom', String(zoom_percent / 100));
}

/** Keeps the looks for the first moment of the next start, when the engine was not asked yet. */
export function rememberAppearance(appearance: Appearance): void {
  try {
    localStorage.setItem(KEPT, JSON.stringify(appearance));
  } catch {
    // A browser may forbid it; then the first moment looks as the system says.
  }
}
