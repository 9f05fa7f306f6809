/** Whether single letters, digits and signs are shortcuts. People who dictate or tremble switch that off (WCAG 2.1.4). */
let areOn = true;

/** Takes the setting. */
export function setSingleKeys(areAllowed: boolean): void {
  areOn = areAllowed;
}

/** Whether a shortcut may be heard: one of a single letter only as long as those are on. */
export function mayHearSingle(key: string): boolean {
  return areOn || key.length > 1;
}
