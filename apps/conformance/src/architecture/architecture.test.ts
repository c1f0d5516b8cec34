import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { houseCases } from './house-cases.ts'
import { listFiles, readTextFiles, walk } from './repository-files.ts'
import { topLevelIsTheHouse } from './repository.ts'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const repository = readTextFiles(root)

describe.each(houseCases)('$name', ({ rule, right, wrong }) => {
  test('here', () => {
    expect(rule(repository)).toEqual([])
  })

  test('when kept', () => {
    expect(rule(right)).toEqual([])
  })

  test.each(wrong.map(([broken, finding]) => ({ broken, finding })))(
    'when broken: $broken.path',
    ({ broken, finding }) => {
      const others = right.filter(({ path }) => path !== broken.path)
      const findings = rule([...others, broken])
      expect(findings).toHaveLength(1)
      expect(findings[0]).toContain(finding)
    },
  )
})

test('a part of the house that is missing is found', () => {
  expect(topLevelIsTheHouse([])).toContain('README.md: is missing at the top level of the repository')
})

test('the repository is read, not an empty folder', () => {
  const paths = repository.map(({ path }) => path)
  expect(paths).toContain('packages/core/src/index.ts')
  expect(paths.filter((path) => /(^|\/)(node_modules|dist)\//.test(path))).toEqual([])
})

test('without git the same files are found', () => {
  const here = (path: string): boolean => path.startsWith('packages/core/')
  expect(walk(root).filter(here)).toEqual(listFiles(root).filter(here))
})
