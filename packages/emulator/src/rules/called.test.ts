import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { rules } from './rules.ts'

const folder = fileURLToPath(new URL('..', import.meta.url))

/** Sources without comments, split into imports and code; the lists of rules are removed from the code. */
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !/\.test(-d)?\.ts$|(^|\/)test-|^rules\//.test(path))
  .map((path) => {
    const text = readFileSync(`${folder}/${path}`, 'utf8').replace(/\/\*\*[\s\S]*?\*\/|^ *\/\/.*$/gm, '')
    const statement = /^import[\s\S]*?from '[^']+'$/gm
    const imports = (text.match(statement) ?? []).join('\n')
    return { path, imports, code: text.replace(statement, '').replace(/const \w+Rules = \[[\s\S]*?\]/g, '') }
  })

/** The declared functions that implement rules. */
const keepers = sources.flatMap((source) =>
  [...source.code.matchAll(/^(export )?const (\w+) = rule\(([\s\S]*?)^\)$/gm)].map(([, exported, name, body]) => ({
    source,
    name: name!,
    isExported: exported !== undefined,
    ids: [...body!.matchAll(/^ +id: '([^']+)'/gm)].map((match) => match[1]!),
  })),
)

function isCalled({ source, name, isExported }: (typeof keepers)[number]): boolean {
  const occursIn = (text: string): number => text.match(new RegExp(String.raw`\b${name}\b`, 'g'))?.length ?? 0
  const users = sources.filter((each) => each === source || (isExported && occursIn(each.imports) > 0))
  const occurrences = users.reduce((sum, { code }) => sum + occursIn(code), 0)
  // One occurrence is the declaration.
  return occurrences > 1
}

describe('the functions that implement rules', () => {
  it('are all found by this test', () => {
    const declared = sources.flatMap(({ code }) => code.match(/\brule\($/gm) ?? [])
    expect(keepers.length).toBe(declared.length)
    expect(keepers.length).toBeGreaterThan(50)
  })

  it('are called by the emulator and not only listed', () => {
    expect(keepers.filter((keeper) => !isCalled(keeper)).map(({ source, name }) => `${source.path}: ${name}`)).toEqual(
      [],
    )
  })

  it('are all listed, so that the documentation prints their sentences', () => {
    const listed: readonly string[] = rules.map(({ id }) => id)
    const kept = keepers.flatMap(({ ids }) => ids)
    expect(kept.filter((id) => !listed.includes(id))).toEqual([])
  })
})
