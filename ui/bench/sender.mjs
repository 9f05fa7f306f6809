// Sends events to a receiver at a pace, over kept connections, with as little work as can be.
import { connect } from 'node:net'

const CONNECTIONS = 16
const TICK_MS = 10

/** Sends `rate` requests a second for a time; answers how many were acknowledged with a 2xx. */
export async function send(url, rate, seconds) {
  const { host, hostname, port, pathname } = new URL(url)
  const sockets = await Promise.all(Array.from({ length: CONNECTIONS }, () => open(hostname, Number(port))))
  let acknowledged = 0
  let sent = 0
  for (const socket of sockets) {
    socket.on('data', chunk => {
      for (let at = chunk.indexOf('HTTP/1.1 2'); at >= 0; at = chunk.indexOf('HTTP/1.1 2', at + 1)) acknowledged += 1
    })
  }
  const began = performance.now()
  await new Promise(resolve => {
    const timer = setInterval(() => {
      const passed = (performance.now() - began) / 1_000
      if (passed >= seconds) {
        clearInterval(timer)
        resolve()
        return
      }
      for (const due = Math.floor(passed * rate); sent < due; sent += 1) {
        sockets[sent % CONNECTIONS].write(request(host, pathname, sent))
      }
    }, TICK_MS)
  })
  for (let patience = 500; acknowledged < sent && patience > 0; patience -= 1) await new Promise(resolve => setTimeout(resolve, 20))
  for (const socket of sockets) socket.destroy()
  return { sent, acknowledged }
}

function open(host, port) {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true }, () => resolve(socket))
    socket.on('error', reject)
  })
}

function request(host, path, number) {
  const body = JSON.stringify({ type: 'order.paid', id: `ord_${number}`, amount: number, note: 'x'.repeat(900) })
  return `POST ${path} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`
}
