// Reads the pixels of a PNG, as far as our own icons go: 8-bit RGBA, not interlaced (https://www.w3.org/TR/png-3/).
import { inflateSync } from 'node:zlib'

const BYTES_PER_PIXEL = 4

/** Answers `{width, height, rgba}`. */
export function decodePng(file) {
  const { header, data } = chunks(file)
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)]
  if (header[8] !== 8 || header[9] !== 6 || header[12] !== 0) throw new Error('not an 8-bit RGBA PNG')
  return { width, height, rgba: unfiltered(inflateSync(data), width * BYTES_PER_PIXEL) }
}

function chunks(file) {
  let header
  const data = []
  for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at)) {
    const content = file.subarray(at + 8, at + 8 + file.readUInt32BE(at))
    const kind = file.toString('latin1', at + 4, at + 8)
    if (kind === 'IHDR') header = content
    if (kind === 'IDAT') data.push(content)
  }
  return { header, data: Buffer.concat(data) }
}

/** Each row begins with the number of the filter that was applied to it. */
function unfiltered(filtered, stride) {
  const rows = filtered.length / (stride + 1)
  const pixels = Buffer.alloc(rows * stride)
  for (let row = 0; row < rows; row += 1) {
    const filter = filtered[row * (stride + 1)]
    for (let column = 0; column < stride; column += 1) {
      const at = row * stride + column
      const left = column < BYTES_PER_PIXEL ? 0 : pixels[at - BYTES_PER_PIXEL]
      const above = row === 0 ? 0 : pixels[at - stride]
      const aboveLeft = row === 0 || column < BYTES_PER_PIXEL ? 0 : pixels[at - stride - BYTES_PER_PIXEL]
      const predicted = [0, left, above, (left + above) >> 1, paeth(left, above, aboveLeft)][filter]
      pixels[at] = filtered[row * (stride + 1) + 1 + column] + predicted
    }
  }
  return pixels
}

function paeth(left, above, aboveLeft) {
  const estimate = left + above - aboveLeft
  const [toLeft, toAbove, toAboveLeft] = [left, above, aboveLeft].map(near => Math.abs(estimate - near))
  if (toLeft <= toAbove && toLeft <= toAboveLeft) return left
  return toAbove <= toAboveLeft ? above : aboveLeft
}
