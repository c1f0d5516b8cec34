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
