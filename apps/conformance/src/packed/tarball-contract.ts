import { describe, expect, test } from 'vitest'
import type { Tarball } from './tarball.ts'

/** The files and dependencies that a package may have. */
export interface Expected {
  /** Files at the top in addition to those of every package. */
  files?: readonly string[]
  /** Files in dist in addition to scripts, declarations and their maps. */
  assets?: RegExp
  dependencies?: readonly string[]
  /** Required peer dependencies. */
  peerDependencies?: readonly string[]
}

const everyPackage = ['LICENSE', 'README.md', 'dist', 'package.json']

/** Registers the tests that every published package must pass. */
export function describeTarball(name: string, tarball: () => Tarball, expected: Expected): void {
  describe(`the tarball of ${name}`, () => {
    test('contains only built files, the readme, the license and the manifest', () => {
      const { files } = tarball()
      const top = new Set(files.map((file) => file.split('/')[0]!))
      expect([...top].sort()).toEqual([...everyPackage, ...(expected.files ?? [])].sort())
      const built = files.filter((file) => file.startsWith('dist/') && !expected.assets?.test(file))
      expect(built.filter((file) => !/\.(c?js|d\.c?ts|map)$/.test(file))).toEqual([])
      expect(files.filter((file) => /(^|[/.])test([/.-]|$)/.test(file))).toEqual([])
    })

    test('contains no path of the machine that built it', () => {
      const { files, read } = tarball()
      const root = new URL('../../../../', import.meta.url).pathname
      const naming = files.filter((file) => {
        const text = read(file)
        return text.includes(root) || (file.endsWith('.map') && /"(\/|file:|[A-Z]:)/.test(text))
      })
      expect(naming).toEqual([])
    })

    test('has exactly the expected dependencies and peer dependencies', () => {
      const { dependencies = {}, peerDependencies = {}, peerDependenciesMeta = {}, ...rest } = tarball().manifest
      const needed = Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta[name]?.optional)
      expect(Object.keys(dependencies).sort()).toEqual(expected.dependencies ?? [])
      expect(needed.sort()).toEqual(expected.peerDependencies ?? [])
      expect(rest).not.toHaveProperty('optionalDependencies')
    })

    test('has a manifest that refers only to files in the tarball', () => {
      const { files, read } = tarball()
      const text = read('package.json')
      expect(text).not.toContain('workspace:')
      expect(text).not.toMatch(/"(\.\/)?src\//)
      const targets = [...text.matchAll(/"\.\/([^"*]+\.[^"]+)"(?!:)/g)].map(([, target]) => target!)
      expect(targets.length).toBeGreaterThan(5)
      expect(targets.filter((target) => !files.includes(target))).toEqual([])
    })
  })
}
