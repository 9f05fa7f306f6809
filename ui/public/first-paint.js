// Gives the page the looks of the last time before anything is painted, so that a dark window never flashes white.
// A file of its own, since the content security policy lets no script stand in the page.
try {
  const { theme, density, motion, zoom_percent } = JSON.parse(localStorage.getItem('tacklebox.appearance') ?? '{}')
  const root = document.documentElement
  if (theme) root.dataset.theme = theme
  if (density) root.dataset.density = density
  if (motion) root.dataset.motion = motion
  if (zoom_percent) root.style.setProperty('--zoom', String(zoom_percent / 100))
  const language = localStorage.getItem('tacklebox.language')
  if (language) root.lang = language
} catch {
  // Nothing was kept, or the browser forbids it.
}
