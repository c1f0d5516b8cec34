import { readFileSync } from 'node:fs'
import { outboxCodes } from '@wazzup-kit/core/store'
import { expect, test } from 'vitest'

test('docs/delivery.md has each code of the outbox, and no other', () => {
  const page = readFileSync(new URL('../../../../docs/delivery.md', import.meta.url), 'utf8')
  const table = page.slice(page.indexOf('| Code '), page.indexOf('A problem that passes lets the message wait'))
  const codes = [...table.matchAll(/^\| `([A-Z_]+)` /gm)].map(([, code]) => code)
  expect(codes.toSorted()).toEqual(outboxCodes.toSorted())
})
