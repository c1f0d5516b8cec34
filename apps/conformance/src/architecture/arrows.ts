import { importsOf, packageOf, passedOn, targetOf } from './imports.ts'
import { homeOf, isCode, isPage, isSource, type Rule, type TextFile } from './text-file.ts'

const core = '@wazzup-kit/core'
const scope = '@wazzup-kit/'

/** Core runs everywhere, so its sources import its own files and valibot; ofetch belongs to the transport alone. */
export const coreImportsNothingElse: Rule = (files) =>
  eachImport(
    files.filter((file) => isSource(file) && homeOf(file) === 'packages/core'),
    (file, specifier) => {
      if (packageOf(specifier) === undefined || specifier === 'valibot') return undefined
      const isTransport = file.path === 'packages/core/src/client/transport/transport.ts'
      if (specifier === 'ofetch')
        return isTransport ? undefined : 'imports ofetch, which only client/transport/transport.ts knows'
      return `imports ${specifier}; core imports its own files, valibot and, in client/transport/transport.ts, ofetch`
    },
  )

/** A relative import would go around every rule about packages. */
export const nothingReachesIntoAnotherPackage: Rule = (files) =>
  eachImport(files.filter(isCode), (file, specifier) => {
    if (packageOf(specifier) !== undefined || targetOf(file, specifier).startsWith(`${homeOf(file)}/`)) return undefined
    return `imports ${specifier}, which is outside of ${homeOf(file)}`
  })

/** Apps use packages, never the reverse; not in tests either. */
export const packagesKnowNoApp: Rule = (files) => {
  const apps = manifestsOf(files).flatMap(({ home, name }) => (home.startsWith('apps/') ? [name] : []))
  return eachImport(
    files.filter((file) => isCode(file) && file.path.startsWith('packages/')),
    (_, specifier) =>
      apps.includes(packageOf(specifier) ?? '') ? `imports ${specifier}; packages never import apps` : undefined,
  )
}

/** Adapters, engines and the emulator stand side by side on core. */
export const packagesKnowOnlyCore: Rule = (files) =>
  eachImport(sourcesBesideCore(files), (_, specifier) => {
    const name = packageOf(specifier)
    if (name === undefined || !name.startsWith(scope) || name === core) return undefined
    return `imports ${specifier}; of this house a package imports ${core} and nothing else`
  })

/** What a source imports must be installed together with its package. */
export const packagesImportWhatTheyDeclare: Rule = (files) => {
  const manifests = new Map(manifestsOf(files).map((manifest) => [manifest.home, manifest]))
  return eachImport(sourcesBesideCore(files), (file, specifier) => {
    const name = packageOf(specifier)
    if (name === undefined || name.startsWith('node:') || isPage(file)) return undefined
    if (manifests.get(homeOf(file))?.installed.includes(name)) return undefined
    return `imports ${specifier}, which is no dependency or peer dependency in ${homeOf(file)}/package.json`
  })
}

/** The emulator takes routes and shapes from core, never its behaviour: both would make the same mistake. */
export const emulatorKnowsShapesOnly: Rule = (files) => {
  const allowed = ['schemas', 'errors', 'capabilities'].map((entry) => `${core}/${entry}`)
  return eachImport(
    files.filter((file) => isSource(file) && homeOf(file) === 'packages/emulator'),
    (_, specifier) =>
      packageOf(specifier) === core && !allowed.includes(specifier)
        ? `imports ${specifier}; of core the emulator imports only ${allowed.join(', ')}`
        : undefined,
  )
}

/** One thing, one import path. */
export const nothingPassesCoreOn: Rule = (files) =>
  files.filter(isCode).flatMap((file) =>
    passedOn(file)
      .filter((specifier) => packageOf(specifier) === core)
      .map((specifier) => `${file.path}: re-exports ${specifier}; people import it from there themselves`),
  )

function sourcesBesideCore(files: readonly TextFile[]): TextFile[] {
  return files.filter((file) => isSource(file) && file.path.startsWith('packages/') && homeOf(file) !== 'packages/core')
}

function eachImport(
  files: readonly TextFile[],
  judge: (file: TextFile, specifier: string) => string | undefined,
): string[] {
  return files.flatMap((file) =>
    importsOf(file).flatMap((specifier) => {
      const wrong = judge(file, specifier)
      return wrong === undefined ? [] : [`${file.path}: ${wrong}`]
    }),
  )
}

function manifestsOf(files: readonly TextFile[]): { home: string; name: string; installed: string[] }[] {
  return files
    .filter(({ path }) => /^(packages|apps)\/[^/]+\/package\.json$/.test(path))
    .map((file) => {
      const manifest = JSON.parse(file.text) as { name: string } & Record<string, Record<string, string> | undefined>
      const { name, dependencies, peerDependencies, optionalDependencies } = manifest
      return {
        home: homeOf(file),
        name,
        installed: Object.keys({ ...dependencies, ...peerDependencies, ...optionalDependencies }),
      }
    })
}
