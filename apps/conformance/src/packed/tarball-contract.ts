import { describe, expect, test } from 'vitest'
import type { Tarball } from './tarball.ts'

/** What a package may bring along. */
export interface Expected {
  /** Beside what every package has: built files, what one must read, the manifest. */
  files?: readonly string[]
  /** In dist, beside scripts, declarations and their maps. */
  assets?: RegExp
  dependencies?: readonly string[]
  /** Without those that are optional. */
  peerDependencies?: readonly string[]
}

const everyPackage = ['LICENSE', 'README.md', 'dist', 'package.json']

/** What is true of every package that is published. */
export function describeTarball(name: string, tarball: () => Tarball, expected: Expected): void {
  describe(`the tarball of ${name}`, () => {
    test('holds what is built and what one must read, and nothing else', () => {
      const { files } = tarball()
      const top = new Set(files.map((file) => file.split('/')[0]!))
      expect([...top].sort()).toEqual([...everyPackage, ...(expected.files ?? [])].sort())
      const built = files.filter((file) => file.startsWith('dist/') && !expected.assets?.test(file))
      expect(built.filter((file) => !/\.(c?js|d\.c?ts|map)$/.test(file))).toEqual([])
      expect(files.filter((file) => /(^|[/.])test([/.-]|$)/.test(file))).toEqual([])
    })

    test('names no path of the machine that built it', () => {
      const { files, read } = tarball()
      const root = new URL('../../../../', import.meta.url).pathname
      const naming = files.filter((file) => {
        const text = read(file)
        return text.includes(root) || (file.endsWith('.map') && /"(\/|file:|[A-Z]:)/.test(text))
      })
      expect(naming).toEqual([])
    })

    test('depends on what it should', () => {
      const { dependencies = {}, peerDependencies = {}, peerDependenciesMeta = {}, ...rest } = tarball().manifest
      const needed = Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta[name]?.optional)
      expect(Object.keys(dependencies).sort()).toEqual(expected.dependencies ?? [])
      expect(needed.sort()).toEqual(expected.peerDependencies ?? [])
      expect(rest).not.toHaveProperty('optionalDependencies')
    })

    test('has a manifest that leads only to files which are in it', () => {
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
