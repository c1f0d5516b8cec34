import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { houseCases } from './house-cases.ts'
import { listFiles, readTextFiles, walk } from './repository-files.ts'
import { topLevelIsTheHouse } from './repository.ts'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const repository = readTextFiles(root)

describe.each(houseCases)('$name', ({ rule, right, wrong }) => {
  test('holds in this repository', () => {
    expect(rule(repository)).toEqual([])
  })

  test('accepts files that keep it', () => {
    expect(rule(right)).toEqual([])
  })

  test.each(wrong.map(([broken, finding]) => ({ broken, finding })))(
    'reports $broken.path, which breaks it',
    ({ broken, finding }) => {
      const others = right.filter(({ path }) => path !== broken.path)
      const findings = rule([...others, broken])
      expect(findings).toHaveLength(1)
      expect(findings[0]).toContain(finding)
    },
  )
})

test('the rule about the top level reports a missing entry', () => {
  expect(topLevelIsTheHouse([])).toContain('README.md: is missing at the top level of the repository')
})

test('the rules read this repository without node_modules and dist', () => {
  const paths = repository.map(({ path }) => path)
  expect(paths).toContain('packages/core/src/index.ts')
  expect(paths.filter((path) => /(^|\/)(node_modules|dist)\//.test(path))).toEqual([])
})

test('walk lists the same files as git', () => {
  const here = (path: string): boolean => path.startsWith('packages/core/')
  expect(walk(root).filter(here)).toEqual(listFiles(root).filter(here))
})
