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

/** Creates a stream of another implementation, without the fields that show whether it was read. */
function silentStream(): EventEmitter {
  const silent = new EventEmitter()
  const resume = () => {
    silent.emit('data', Buffer.from('{"from":"stream"}'))
    silent.emit('end')
  }
  return Object.assign(silent, { destroyed: false, pause() {}, resume })
}

describe('a Node stream with the result of a body parser', () => {
  test('is read when it is unread, with any result of the parser', async () => {
    expect(await readBody({ body: stream(), parsedBody: {} }, limits)).toEqual({ json: { from: 'stream' } })
    expect(await readBody({ body: stream() }, limits)).toEqual({ json: { from: 'stream' } })
  })

  test('is replaced by the parsed body when it was read', async () => {
    const body = await readStream()
    expect(readBody({ body, parsedBody: { from: 'parser' } }, limits)).toEqual({ json: { from: 'parser' } })
    expect(readBody({ body, parsedBody: '{"from":"text"}' }, limits)).toEqual({ json: { from: 'text' } })
  })

  test('is rejected immediately when it was read and there is no parsed body', async () => {
    expect(readBody({ body: await readStream() }, limits)).toMatchObject({
      rejection: { status: 500, subject: 'body', problem: expect.stringContaining('read by other code') },
    })
  })

  test('is read when its state is unknown and there is no parsed body', async () => {
    expect(readBody({ body: silentStream(), parsedBody: { from: 'parser' } }, limits)).toEqual({
      json: { from: 'parser' },
    })
    expect(await readBody({ body: silentStream() }, limits)).toEqual({ json: { from: 'stream' } })
  })

  test('is the only kind of body that a parsed body can replace', () => {
    expect(readBody({ body: '{"from":"text"}', parsedBody: { from: 'parser' } }, limits)).toEqual({
      json: { from: 'text' },
    })
  })
})
