import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { endpoints } from '@wazzup-kit/core'
import { apiErrorTexts, callTexts } from '@wazzup-kit/core/errors'
import { bundle } from './bundle.ts'

describe('the bundle of a client with one endpoint', async () => {
  const content = await bundle('./one-endpoint-entry.ts', 'esm', ['workerd', 'worker'])
  const otherPaths = Object.values(endpoints)
    .flatMap((noun) => Object.values(noun).map(({ path }) => path))
    .filter((path) => !path.startsWith('/v3/message'))
  const remedies = [...Object.values(apiErrorTexts), ...callTexts].flatMap(({ remedy }) => remedy ?? [])

  test('contains its endpoint', () => {
    expect(content).toContain(endpoints.messages.send.path)
  })

  test.each([...new Set(otherPaths)])('does not contain the endpoint %s', (path) => {
    expect(content).not.toContain(`"${path}"`)
  })

  test('does not contain the verbs that entities have in common', () => {
    expect(content).not.toContain('/bulk_delete')
  })

  test('contains no text of the catalogue', () => {
    expect(remedies.length).toBeGreaterThan(50)
    expect(remedies.filter((remedy) => content.includes(JSON.stringify(remedy)))).toEqual([])
  })
})

const objectFile = fileURLToPath(
  new URL('dist/durable-object.js', import.meta.resolve('@wazzup-kit/edge/package.json')),
)
const dist = fileURLToPath(new URL('dist/', import.meta.resolve('@wazzup-kit/core/package.json')))
/** All code of core: that of the store is in several files. */
const core = readdirSync(dist)
  .filter((file) => file.endsWith('.js'))
  .map((file) => readFileSync(`${dist}${file}`, 'utf8'))
  .join('\n')

describe('the bundle of a receiver without a store', async () => {
  const content = await bundle('./receive-only-entry.ts', 'esm', ['workerd', 'worker'])

  test('asks a store for its inbox', () => {
    expect(content).toContain('.openInbox(')
  })

  // Names of records, queues and tasks, which are in the bundle of each program with a store.
  test.each(['store/key', 'paused/key', 'reportUnknown', 'EARLIER_MESSAGE_FAILED', 'question/'])(
    'contains no code of inbox and outbox: %s',
    (text) => {
      expect(core).toContain(text)
      expect(content).not.toContain(text)
    },
  )
})

test('the bundle of the adapter for edge runtimes contains nothing of the Durable Object', async () => {
  const content = await bundle('../webhooks/edge-entry.ts', 'iife', ['edge-light', 'worker'])
  for (const text of ['DurableObject', 'wazzup_events']) {
    expect(readFileSync(objectFile, 'utf8')).toContain(text)
    expect(content).not.toContain(text)
  }
})
