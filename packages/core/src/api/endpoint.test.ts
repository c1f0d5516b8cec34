import * as v from 'valibot'
import { expect, test } from 'vitest'
import { defineEndpoint } from './endpoint.ts'
import { endpoints } from './user-api.ts'

test('calls a schema function once, when the schema is first needed', () => {
  let made = 0
  const ping = defineEndpoint({
    method: 'GET',
    path: '/v3/ping',
    docUrl: 'https://example.com',
    input: () => {
      made++
      return v.strictObject({})
    },
    repeat: 'always',
    key: 'api',
    sidecar: false,
  })
  expect(made).toBe(0)
  expect(ping.input).toBe(ping.input)
  expect({ ...ping }.input).toBe(ping.input)
  expect(made).toBe(1)
  expect(ping.output).toBeUndefined()
})

test('importing the endpoints creates no schema', () => {
  const all = Object.values(endpoints).flatMap((verbs) => Object.values<object>(verbs))
  const making = all.filter((each) => typeof Object.getOwnPropertyDescriptor(each, 'input')?.get !== 'function')
  expect(making).toEqual([])
})
