/** Gives a text to the person as a file, by the ways of the browser. */
export function saveText(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/x-ndjson' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken it once it answers the click; in the next turn nobody needs the address.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
