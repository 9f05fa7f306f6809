// The official libraries of providers against ours, both ways: what we sign they accept, what they sign we accept, and
// what somebody changed on the way nobody accepts.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'

import { CommandLine } from './libraries/command_line.mjs'
import { libraries } from './libraries/javascript.mjs'
import { PythonLibraries } from './libraries/python.mjs'

const JSON_TYPE = { 'Content-Type': 'application/json' }
const FORM_TYPE = { 'Content-Type': 'application/x-www-form-urlencoded' }

/** Bodies that libraries and proxies trip over. */
const bodies = {
  'an empty object': '{}',
  'a payload': '{"id":"evt_1","object":"event","type":"invoice.paid","data":{"object":{"id":"in_1"}}}',
  'spaces and the order of keys': '{ "z": 1,\n  "a": [1.0, 2 ] }',
  'letters of many alphabets': '{"name":"Zoë Ñandú 李雷 😀 e\u0301 \u202egpj.exe","note":"naïve – “quoted”"}',
  'line endings': '{\r\n  "id": "evt_4"\r\n}',
  'a line break at the end': '{"id":"evt_5"}\n',
  'numbers and keys twice': '{"n":9007199254740993,"f":1.0,"a":1,"a":2,"e":1e400}',
  'many bytes': JSON.stringify({ x: 'a'.repeat(100_000) }),
}

/** What Twilio sends besides. */
const forms = {
  'a form': 'CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212',
  'a form with a name twice': 'MediaUrl=https%3A%2F%2Fb.example%2F2&MediaUrl=https%3A%2F%2Fa.example%2F1&NumMedia=2',
  'a form with an empty value': 'Body=&From=%2B1415',
  'a form with capitals and marks': 'b=1&B=2&a=3&A=4&_=5&Z=100%25+%26+more',
}

let commandLine, python

/** Paddle's signatures live for five seconds, so each request is made just before it is signed. */
const unixSeconds = () => Math.floor(Date.now() / 1000)

before(async () => {
  commandLine = await CommandLine.start()
  python = await PythonLibraries.start()
})

after(async () => {
  await commandLine?.stop()
  python?.stop()
})

/** The requests of a provider that are to be signed. */
function requestsOf({ provider, url, extraHeaders = {} }) {
  const request = (name, body, type) =>
    ({ name, url, method: 'POST', headers: { ...type, ...extraHeaders }, body: Buffer.from(body) })
  const all = Object.entries(bodies).map(([name, body]) => request(name, body, JSON_TYPE))
  return provider === 'twilio' ? all.concat(Object.entries(forms).map(([name, body]) => request(name, body, FORM_TYPE))) : all
}

/** A request with what a signature adds to it. */
const signedWith = (request, signed) => ({
  ...request,
  url: signed.url ?? request.url,
  body: signed.body === undefined ? request.body : Buffer.from(signed.body),
  headers: { ...request.headers, ...signed.headers },
})

/** What somebody may do to a signed request on its way. */
function tamperings({ provider, hasTimestamp }, request, signatureHeaders) {
  const changed = (name, change) => ({ name, request: { ...request, ...change } })
  const body = Buffer.from(request.body)
  body[body.length - 1] ^= 1
  const all = [changed('a byte of the body changed', { body })]
  for (const name of signatureHeaders) {
    const { [name]: value, ...rest } = request.headers
    all.push(changed(`${name} missing`, { headers: rest }))
    const at = value.length - 3
    const letter = value[at] === '0' ? '1' : '0'
    all.push(changed(`a character of ${name} changed`, {
      headers: { ...request.headers, [name]: value.slice(0, at) + letter + value.slice(at + 1) },
    }))
  }
  if (request.url) {
    const [address, query] = request.url.split('?')
    all.push(changed('the path changed', { url: [`${address}x`, query].filter(Boolean).join('?') }))
    if (provider !== 'hubspot-v1') all.push(changed('http instead of https', { url: request.url.replace('https', 'http') }))
  }
  // The libraries look at the clock themselves, so only the request can be old.
  return { all, isAgeChecked: hasTimestamp }
}

async function check(library) {
  const { provider, secret, otherSecret, signingSecret = secret } = library
  for (const unsigned of requestsOf(library)) {
    const now = unixSeconds()
    const request = { ...unsigned, at: now, now }
    const what = `${provider}, ${library.library}: ${request.name}`
    const ours = await commandLine.sign(provider, [signingSecret], request)
    const sent = signedWith(request, ours)
    assert.ok(await library.accepts(sent, secret), `${what}: they refuse what we signed: ${JSON.stringify(ours.headers)}`)
    assert.ok(!(await library.accepts(sent, otherSecret)), `${what}: they take it with another secret`)
    const { status, answer } = await commandLine.verify(provider, [otherSecret, secret], sent)
    assert.deepEqual([status, answer.verdict, answer.secret], [0, 'verified', 1], `${what}: ${JSON.stringify(answer)}`)

    // Signed by them: the URL that Twilio extends is ours already.
    const theirs = await library.sign({ ...sent, headers: request.headers }, secret)
    if (theirs) {
      const received = signedWith({ ...sent, headers: request.headers }, { headers: theirs })
      const judged = await commandLine.verify(provider, [secret], received)
      assert.equal(judged.status, 0, `${what}: we refuse what they signed: ${JSON.stringify(judged.answer)}`)
    }
    if (request.name !== 'a payload' && request.name !== 'a form') continue

    const { all, isAgeChecked } = tamperings(library, sent, Object.keys(ours.headers))
    for (const { name, request: tampered } of all) {
      assert.ok(!(await library.accepts(tampered, secret)), `${what}: they take it with ${name}`)
      const judged = await commandLine.verify(provider, [secret], tampered)
      assert.deepEqual([judged.status, judged.answer.verdict], [1, 'rejected'], `${what}: we take it with ${name}`)
      assert.ok(judged.answer.reason && judged.answer.diagnosis, `${what}: ${name} has no reason`)
    }
    const wrong = await commandLine.verify(provider, [otherSecret], sent)
    assert.deepEqual([wrong.status, wrong.answer.reason], [1, 'no_match'], `${what}: another secret`)
    if (isAgeChecked) {
      const old = { ...request, at: now - 3600 }
      const stale = signedWith(old, await commandLine.sign(provider, [signingSecret], old))
      assert.ok(!(await library.accepts({ ...stale, at: now }, secret)), `${what}: they take one that is an hour old`)
      const judged = await commandLine.verify(provider, [secret], stale)
      assert.deepEqual([judged.status, judged.answer.reason], [1, 'stale'], `${what}: an hour old`)
    }
  }
  if (library.signsWithAll) {
    const request = { ...requestsOf(library)[0], at: unixSeconds(), now: unixSeconds() }
    const both = signedWith(request, await commandLine.sign(provider, [otherSecret, secret], request))
    for (const held of [secret, otherSecret]) {
      assert.ok(await library.accepts(both, held), `${provider}: while two secrets overlap, either verifies`)
    }
  }
}

for (const library of libraries) {
  test(`${library.provider}: ${library.library}`, () => check(library))
}

test('the Python libraries', async () => {
  for (const library of python.adapters()) await check(library)
})

test('what was asked', async t => {
  const packages = [...new Set(libraries.map(({ library }) => library))]
  const versions = await Promise.all(packages.map(async name => {
    const file = new URL(`../node_modules/${name}/package.json`, import.meta.url)
    return `${name} ${JSON.parse(await readFile(file, 'utf8')).version}`
  }))
  t.diagnostic(`JavaScript: ${versions.join(', ')}`)
  t.diagnostic(`Python: ${Object.entries(python.versions).map(([name, version]) => `${name} ${version}`).join(', ')}`)
  t.diagnostic(`${commandLine.calls} calls of tacklebox signature`)
  assert.ok(commandLine.calls > 400)
})
