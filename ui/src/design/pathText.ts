import { t } from '@lingui/core/macro';

/** A JSON Pointer as people write paths: `data.lines[0].id`. Keys with odd characters are quoted. */
export function pathText(pointer: string): string {
  if (pointer === '') return t`(the whole payload)`;
  let text = '';
  for (const step of pointer.slice(1).split('/')) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    if (/^(0|[1-9]\d*)$/.test(key)) text += `[${key}]`;
    else if (/^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(key)) text += text === '' ? key : `.${key}`;
    else text += `[${JSON.stringify(key)}]`;
  }
  return text;
}
