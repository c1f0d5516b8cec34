import { cp, mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { packageNames } from '../editor/editor-project.ts'
import { writeEveryExport } from './every-export.ts'
import { runCommand } from './run-command.ts'
import { packPackage } from './tarball.ts'

/** How a project resolves imports: options of the compiler, and the files that it has, as ESM or as CommonJS. */
export interface Resolution {
  module: string
  moduleResolution: string
  /** `mts` is ESM, `cts` CommonJS. What `ts` is depends on the options. */
  extensions: readonly ('mts' | 'cts' | 'ts')[]
  nest: 11 | 12
}

/** Projects with the packed packages, one for each version of Nest. */
export interface DeclarationsProject {
  /** Compiles everything, declarations of packages included. Returns the errors, one for each line. */
  compile(compiler: string, resolution: Resolution): Promise<string>
  close(): Promise<void>
}

const source = fileURLToPath(new URL('projects/declarations/', import.meta.url))
/** The part of Cloudflare's types that the declarations of `@wazzup-kit/edge/durable-object` import. */
const workersTypes = fileURLToPath(
  new URL('src/durable-object/cloudflare-workers.d.ts', import.meta.resolve('@wazzup-kit/edge/package.json')),
)
const modules = fileURLToPath(new URL('../../node_modules/', import.meta.url))
const nest11 = fileURLToPath(new URL('../../../nest-11/node_modules/', import.meta.url))

/** Where packages that the declarations import are installed. */
const dependencies: Record<11 | 12, Record<string, string>> = {
  11: { '@nestjs/common': nest11, '@nestjs/core': nest11 },
  12: { '@nestjs/common': modules, '@nestjs/core': modules },
}
const sharedDependencies = ['@types/express', '@types/node', 'expect', 'reflect-metadata', 'rxjs', 'vitest']

/** Packs the packages, and creates the projects. */
export async function createDeclarationsProject(): Promise<DeclarationsProject> {
  const home = await mkdtemp(join(tmpdir(), 'declarations-'))
  const packed = join(home, 'packed')
  await mkdir(packed)
  await Promise.all(
    packageNames.map(async (name) => rename((await packPackage(name, home)).folder, join(packed, name))),
  )
  await createProject(join(home, 'nest-11'), packed, dependencies[11])
  await createProject(join(home, 'nest-12'), packed, dependencies[12])
  let count = 0
  return {
    async compile(compiler, { module, moduleResolution, extensions, nest }) {
      const folder = join(home, `nest-${nest}`)
      const config = join(folder, `tsconfig.${++count}.json`)
      // Vitest has no CommonJS, and its declarations are slow to check.
      const names = moduleResolution === 'bundler' ? ['main', 'every-export', 'matchers'] : ['main', 'every-export']
      const modules = extensions.flatMap((extension) => names.map((name) => `${name}.${extension}`))
      const files = [...modules, 'cloudflare-workers.d.ts']
      const compilerOptions = { module, moduleResolution }
      await writeFile(config, JSON.stringify({ extends: './tsconfig.json', compilerOptions, files }))
      const root = dirname(createRequire(import.meta.url).resolve(`${compiler}/package.json`))
      const command = [process.execPath, join(root, 'bin/tsc'), '-p', config, '--pretty', 'false'] as const
      return runCommand(command, { folder }).then(
        ({ output }) => output,
        (error: Error) => error.message,
      )
    },
    close: () => rm(home, { recursive: true, force: true }),
  }
}

async function createProject(folder: string, packed: string, nest: Record<string, string>): Promise<void> {
  const target = join(folder, 'node_modules')
  await cp(packed, join(target, '@wazzup-kit'), { recursive: true })
  const shared = sharedDependencies.map((name) => [name, modules] as const)
  for (const [name, from] of [...shared, ...Object.entries(nest)]) {
    await mkdir(dirname(join(target, name)), { recursive: true })
    await symlink(join(from, name), join(target, name))
  }
  await cp(source, folder, { recursive: true })
  await cp(workersTypes, join(folder, 'cloudflare-workers.d.ts'))
  await writeEveryExport(folder, join(target, '@wazzup-kit'))
  for (const name of ['main', 'every-export']) {
    for (const extension of ['mts', 'cts']) await cp(join(folder, `${name}.ts`), join(folder, `${name}.${extension}`))
  }
}
