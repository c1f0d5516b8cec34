import type { Rule } from './text-file.ts'

/** The top level, as CONTRIBUTING.md and AGENTS.md describe it. */
const house = [
  '.changeset',
  '.ci',
  '.github',
  'AGENTS.md',
  'CONTRIBUTING.md',
  'LICENSE',
  'README.md',
  'SECURITY.md',
  'apps',
  'docs',
  'llms-full.txt',
  'llms.txt',
  'package.json',
  'packages',
  'pnpm-workspace.yaml',
  'tsconfig.base.json',
  'turbo.json',
]

/** Configuration of tools that look for it at the top, and the lockfile. */
const tools = [
  '.dependency-cruiser.mjs',
  '.gitattributes',
  '.gitignore',
  '.oxfmtrc.json',
  '.oxlintrc.json',
  '.phrases',
  'knip.json',
  'pnpm-lock.yaml',
  'tsdown.docstrings.ts',
  'vitest.config.ts',
]

/** Allows only these files and folders at the top level, and requires those that the documents describe. */
export const topLevelIsTheHouse: Rule = (files) => {
  const top = new Set(files.map(({ path }) => path.split('/')[0]!))
  const extra = [...top].filter((name) => !house.includes(name) && !tools.includes(name))
  const missing = house.filter((name) => !top.has(name))
  return [
    ...extra.map((name) => `${name}: does not belong to the top level of the repository`),
    ...missing.map((name) => `${name}: is missing at the top level of the repository`),
  ]
}

const machinePath = /(?<![\w.)}~-])\/(?:work|home|root)\/\S*/

/** Rejects absolute paths that exist on one machine only. */
export const noMachinePaths: Rule = (files) =>
  files.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => {
      const found = machinePath.exec(line)?.[0]
      return found === undefined ? [] : [`${path}:${index + 1}: names ${found}, a path of one machine`]
    }),
  )

/** Rejects registry addresses in the lockfile: each user installs from their own registry, and hashes check integrity. */
export const lockfileNamesNoRegistry: Rule = (files) =>
  files
    .filter(({ path }) => path === 'pnpm-lock.yaml')
    .flatMap(({ path, text }) =>
      text.split('\n').flatMap((line, index) => {
        const found = /\btarball:|https:\/\/registry/.exec(line)?.[0]
        return found === undefined ? [] : [`${path}:${index + 1}: has ${found}; a lockfile names no registry`]
      }),
    )
