import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { apiErrors, deliveryErrors, docUrls } from '@wazzup-kit/core/schemas'
import { describe, expect, it } from 'vitest'
import { rules } from './rules.ts'

const source = fileURLToPath(new URL('..', import.meta.url))
const tests = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.test.ts') && !path.endsWith('rules.test.ts'))
  .map((path) => readFileSync(`${source}/${path}`, 'utf8'))
const ids: readonly string[] = rules.map(({ id }) => id)

describe('the list of rules', () => {
  it('names each rule in a test', () => {
    const named = new Set(tests.flatMap((text) => text.match(/(?<=obeys\([^)]*')[a-z-]+\/[a-z-]+(?=')/g) ?? []))
    expect(ids.filter((id) => !named.has(id))).toEqual([])
  })

  it('has a rule for every error code', () => {
    const said = new Set<string>(rules.flatMap(({ codes = [] }) => codes))
    expect(Object.keys({ ...apiErrors, ...deliveryErrors }).filter((code) => !said.has(code))).toEqual([])
  })

  it('has unique ids', () => {
    expect(ids.filter((id, position) => ids.indexOf(id) !== position)).toEqual([])
  })

  it.each(rules)('$id has a plain sentence, a documentation link and existing codes', (rule) => {
    const { id, sentence, docUrl, codes = [] } = rule
    expect(id).toMatch(/^[a-z-]+\/[a-z-]+$/)
    expect(sentence).toMatch(/^[`A-Z].*\.$/)
    expect(Object.values(docUrls)).toContain(docUrl)
    expect(codes.filter((code) => !(code in apiErrors) && !(code in deliveryErrors))).toEqual([])
  })
})
