import type { Rule } from './text-file.ts'

const core = '@wazzup-kit/core'

/** A package with its own copy of core would not share types and error classes with the app. */
export const coreIsAPeer: Rule = (files) =>
  files
    .filter(({ path }) => /^packages\/[^/]+\/package\.json$/.test(path))
    .flatMap(({ path, text }) => {
      const manifest = JSON.parse(text) as Record<string, Record<string, string> | undefined>
      const { dependencies, devDependencies, peerDependencies } = manifest
      const has = core in { ...dependencies, ...devDependencies }
      return has && !(core in (peerDependencies ?? {})) ? [`${path}: has ${core}, but not as a peer dependency`] : []
    })
