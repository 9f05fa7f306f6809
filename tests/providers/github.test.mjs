// Every payload that GitHub publishes as an example, signed by GitHub's own library, through a real server: verified,
// captured, and delivered byte for byte to a destination that checks with the official library of Standard Webhooks.
import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'

import { sign } from '@octokit/webhooks-methods'

import { CheckingDestination } from './checking_destination.mjs'
import { Tacklebox } from '../kit/tacklebox.mjs'

const SECRET = "It's a Secret to Everybody"
const AT_A_TIME = 16

let tacklebox, destination, source

before(async () => {
  tacklebox = await Tacklebox.start()
  destination = await CheckingDestination.start()
  source = await tacklebox.api('POST', '/sources', { name: 'GitHub', provider: 'github', secrets: [SECRET] })
  const target = await tacklebox.api('POST', '/destinations', { url: destination.url })
  const { secret } = await tacklebox.api('POST', `/destinations/${target.id}/secrets/${target.secrets[0].id}/reveal`)
  destination.verifyWith(secret)
  await tacklebox.api('POST', '/subscriptions', { source_id: source.id, event_types: ['*'], destination_id: target.id })
})

after(async () => {
  await tacklebox?.stop()
  await destination?.stop()
})

/** All examples, as the requests that GitHub would make. */
async function requests() {
  const url = new URL(import.meta.resolve('@octokit/webhooks-examples/api.github.com/index.json'))
  const events = JSON.parse(await readFile(url, 'utf8'))
  return events.flatMap(({ name, examples }) =>
    examples.map(example => ({ name, action: example.action, id: randomUUID(), payload: JSON.stringify(example) })))
}

async function post({ name, id, payload }, secret = SECRET) {
  const headers = {
    'Content-Type': 'application/json',
    'User-Agent': 'GitHub-Hookshot/044aadd',
    'X-GitHub-Event': name,
    'X-GitHub-Delivery': id,
    'X-Hub-Signature-256': await sign(secret, payload),
  }
  const response = await fetch(source.receive_url, { method: 'POST', headers, body: payload })
  return { status: response.status, eventId: response.headers.get('tacklebox-event-id'), answer: await response.json() }
}

async function inTurns(all, act) {
  const queue = [...all.entries()]
  const results = []
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) results[next[0]] = await act(next[1])
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, worker))
  return results
}

test('every example is verified, captured, and delivered byte for byte', async () => {
  const sent = await requests()
  assert.equal(new Set(sent.map(({ name }) => name)).size, 58)
  assert.equal(sent.length, 329)

  const answers = await inTurns(sent, request => post(request))
  assert.deepEqual(answers.filter(({ status }) => status !== 200), [])
  await destination.arrived(sent.length)
  await tacklebox.until('every delivery is recorded', async () => {
    const { counts } = await tacklebox.api('GET', '/overview')
    return counts.delivered === sent.length
  })

  const events = new Map((await tacklebox.all(`/events?source_id=${source.id}&`)).map(event => [event.id, event]))
  const delivered = new Map(destination.deliveries.map(delivery => [delivery.id, delivery]))
  assert.equal(delivered.size, sent.length, 'each event arrives once')
  for (const [index, request] of sent.entries()) {
    const { eventId } = answers[index]
    const event = events.get(eventId)
    assert.equal(event.verification.verdict, 'verified', event.verification.explanation)
    assert.equal(event.event_type, request.action ? `${request.name}.${request.action}` : request.name)
    assert.equal(event.provider_event_id, request.id)
    assert.equal(event.body_sha256, createHash('sha256').update(request.payload).digest('hex'))
    const arrived = delivered.get(eventId)
    assert.equal(arrived.refusal, null)
    assert.ok(arrived.body.equals(Buffer.from(request.payload)), `${eventId} arrives as it was sent`)
    assert.equal(arrived.headers['x-github-event'], request.name)
    assert.equal(arrived.headers['content-type'], 'application/json')
  }
  const [first] = answers
  assert.ok((await tacklebox.body(first.eventId)).equals(Buffer.from(sent[0].payload)), 'the API gives the exact bytes')
})

test('a wrong secret gets 401 with the reason, is kept as rejected, and is never delivered', async () => {
  const before = destination.deliveries.length
  const [request] = await requests()
  const { status, eventId, answer } = await post(request, 'another secret')
  assert.equal(status, 401)
  assert.equal(answer.reason, 'signature_mismatch')
  assert.match(answer.detail, /signature/i)

  const event = await tacklebox.api('GET', `/events/${eventId}`)
  assert.equal(event.verification.verdict, 'rejected')
  assert.equal(event.verification.reason, 'signature_mismatch')
  assert.deepEqual(event.deliveries, [])
  assert.ok((await tacklebox.body(eventId)).equals(Buffer.from(request.payload)), 'it is kept')
  const [row] = (await tacklebox.api('GET', '/timeline?state=rejected')).items
  assert.equal(row.event_id, eventId)

  await assert.rejects(
    tacklebox.api('POST', `/events/${eventId}/deliveries`, { destination_id: (await tacklebox.api('GET', '/destinations')).items[0].id }),
    /not_possible/,
    'not even by hand',
  )
  // A right one after it arrives, so the wrong one would have arrived before.
  const right = await post({ ...request, id: randomUUID() })
  await destination.arrived(before + 1)
  assert.equal(destination.deliveries.at(-1).id, right.eventId)
})
