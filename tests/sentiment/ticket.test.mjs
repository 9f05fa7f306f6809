// A webhook triggers a model: a ticket comes in, a local model scores its text, and the score goes on as an event.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'

import { LocalProgram } from '../kit/local_program.mjs'
import { Tacklebox } from '../kit/tacklebox.mjs'

const PYTHON = process.env.TACKLEBOX_SENTIMENT_PYTHON
  ?? fileURLToPath(new URL('../../target/sentiment/bin/python', import.meta.url))
const SERVER = fileURLToPath(new URL('./server.py', import.meta.url))

let model, modelUrl, tacklebox, desk

before(async () => {
  model = spawn(PYTHON, [SERVER, '0'], { stdio: ['ignore', 'pipe', 'inherit'] })
  modelUrl = await new Promise((resolve, reject) => {
    model.on('error', reject)
    model.on('exit', code => reject(new Error(`the model ended with ${code}`)))
    createInterface(model.stdout).once('line', resolve)
  })
  tacklebox = await Tacklebox.start()
  desk = await LocalProgram.start()
})

after(async () => {
  model?.kill()
  await tacklebox?.stop()
  desk?.end()
})

test('the sentiment of a ticket reaches the desk, though nobody at the desk knows of the model', async () => {
  const source = await tacklebox.api('POST', '/sources', { name: 'Help desk', provider: 'none', unsigned: 'accept' })
  const scorer = await tacklebox.api('POST', '/destinations', { name: 'Sentiment', url: modelUrl, emits: 'ticket.sentiment' })
  const target = await tacklebox.api('POST', '/destinations', { name: 'Desk', url: desk.url })
  await tacklebox.api('POST', '/subscriptions', { source_id: source.id, event_types: ['ticket.created'], destination_id: scorer.id })
  await tacklebox.api('POST', '/subscriptions', {
    event_types: ['ticket.sentiment'],
    destination_id: target.id,
    filter: { body: { mood: 'negative' } },
  })
  const tickets = [
    { id: 1, type: 'ticket.created', text: 'Thank you, that was quick and very helpful!' },
    { id: 2, type: 'ticket.created', text: 'This is the third time it broke. I am angry, and nobody answers!' },
  ]
  for (const ticket of tickets) {
    const answer = await fetch(source.receive_url, { method: 'POST', body: JSON.stringify(ticket) })
    assert.equal(answer.status, 200)
  }
  const arrived = await desk.received.next('the angry ticket', () => true)
  await tacklebox.until('both scores are events', async () => {
    const { items } = await tacklebox.api('GET', '/events?event_type=ticket.sentiment')
    return items.length === 2
  })

  assert.equal(desk.received.latest(request => JSON.parse(request.body).id === 1), undefined, 'the friendly one stays')
  const score = JSON.parse(arrived.body)
  assert.equal(score.id, 2)
  assert.equal(score.mood, 'negative')
  assert.ok(score.sentiment < -0.5, `${score.sentiment}`)
  assert.equal(arrived.headers['tacklebox-event-type'], 'ticket.sentiment')
  assert.equal(arrived.headers['tacklebox-hops'], '1')
})
