import { EventEmitter } from 'node:events'
import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { readLimits } from './limits.ts'
import { readBody } from './read-body.ts'

const limits = readLimits()
const stream = () => Readable.from([Buffer.from('{"from":"stream"}')])

async function readStream(): Promise<Readable> {
  const read = stream()
  for await (const _ of read);
  return read
}

/** A stream of another implementation, which does not say whether it was read. */
function silentStream(): EventEmitter {
  const silent = new EventEmitter()
  const resume = () => {
    silent.emit('data', Buffer.from('{"from":"stream"}'))
    silent.emit('end')
  }
  return Object.assign(silent, { destroyed: false, pause() {}, resume })
}

describe('a body of Node beside what a body parser left', () => {
  test('the stream counts while it is unread, whatever the parser left', async () => {
    expect(await readBody({ body: stream(), parsedBody: {} }, limits)).toEqual({ json: { from: 'stream' } })
    expect(await readBody({ body: stream() }, limits)).toEqual({ json: { from: 'stream' } })
  })

  test('the parsed body counts when the stream was read', async () => {
    const body = await readStream()
    expect(readBody({ body, parsedBody: { from: 'parser' } }, limits)).toEqual({ json: { from: 'parser' } })
    expect(readBody({ body, parsedBody: '{"from":"text"}' }, limits)).toEqual({ json: { from: 'text' } })
  })

  test('a read stream without a parsed body is rejected at once', async () => {
    expect(readBody({ body: await readStream() }, limits)).toMatchObject({
      rejection: { status: 500, subject: 'body', problem: expect.stringContaining('read by other code') },
    })
  })

  test('a stream that does not say whether it was read counts when there is no parsed body', async () => {
    expect(readBody({ body: silentStream(), parsedBody: { from: 'parser' } }, limits)).toEqual({
      json: { from: 'parser' },
    })
    expect(await readBody({ body: silentStream() }, limits)).toEqual({ json: { from: 'stream' } })
  })

  test('a parsed body changes nothing for other bodies', () => {
    expect(readBody({ body: '{"from":"text"}', parsedBody: { from: 'parser' } }, limits)).toEqual({
      json: { from: 'text' },
    })
  })
})
