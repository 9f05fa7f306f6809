import { describe, expect, it } from 'vitest';

import { parsePasted } from './pastedRequest';
import { fieldsOf, newRecord, recordText, typedRecord, withField } from './recordFields';

describe('the form of a record', () => {
  it('shows a record and changes one field of it', () => {
    const record = { ...newRecord(), surplus: 1 };
    expect(fieldsOf(record)).toMatchObject({ method: 'text', header: 'X-Signature', kind: 'body:/type', id: 'body:/id' });
    const changed = withField(withField(record, 'kind', 'X-Kind + body:/action, X-Kind'), 'header', 'X-Hub');
    expect(changed).toMatchObject({
      surplus: 1,
      event: { kind: [['X-Kind', 'body:/action'], ['X-Kind']], id: ['body:/id'] },
      signature: { places: [{ signature: 'X-Hub' }], algorithm: 'hmac-sha256' },
    });
    expect(fieldsOf(changed).kind).toBe('X-Kind + body:/action, X-Kind');
  });

  it('keeps the further places when the first changes', () => {
    const record = { signature: { places: [{ signature: 'A', timestamp: 'T' }, { signature: 'B' }] } };
    expect(withField(record, 'header', 'C').signature).toEqual({ places: [{ signature: 'C', timestamp: 'T' }, { signature: 'B' }] });
  });

  it('takes over to another method what means something there', () => {
    const token = withField(newRecord(), 'method', 'token');
    expect(token.signature).toEqual({ method: 'token', header: 'X-Signature' });
    expect(withField(token, 'header', 'X-Token').signature).toEqual({ method: 'token', header: 'X-Token' });
    expect(withField(token, 'method', 'none').signature).toEqual({ method: 'none' });
    expect(withField(token, 'method', 'text').signature).toMatchObject({ text: '{body}', places: [{ signature: 'X-Signature' }] });
  });

  it('tells JSON from TOML and from what is neither', () => {
    expect(typedRecord(recordText(newRecord()))).toEqual({ record: newRecord() });
    expect(typedRecord('name = "X"')).toEqual({ toml: 'name = "X"' });
    expect(typedRecord('{ name')).toHaveProperty('problem');
  });
});

describe('a pasted request', () => {
  it('has a first line or none, headers, and a body as it stands', () => {
    expect(parsePasted('POST https://x.test/in HTTP/1.1\r\nX-Kind: a: b\r\n\r\n{\n\n}')).toEqual({
      method: 'POST',
      url: 'https://x.test/in',
      headers: [{ name: 'X-Kind', value: 'a: b' }],
      body: '{\n\n}',
    });
    expect(parsePasted('X-Kind: a')).toEqual({ headers: [{ name: 'X-Kind', value: 'a' }], body: '' });
    expect(parsePasted('\n{}')).toEqual({ headers: [], body: '{}' });
  });

  it('says which line is no header', () => {
    expect(parsePasted('X-Kind: a\nnonsense\n\n{}')).toEqual({ problem: 2 });
  });
});
