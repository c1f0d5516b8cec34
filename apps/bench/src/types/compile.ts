import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { builtFile, folderOf } from '../built.ts'

const run = promisify(execFile)
const modules = fileURLToPath(new URL('../../node_modules/', import.meta.url))

/** What the compiler says about one program. */
export interface Cost {
  instantiations: number
  types: number
  /** Milliseconds. */
  check: number
  /** MB. */
  memory: number
}

/** Creates a folder with the packed core and the other contenders in its node_modules. */
export async function createFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-types-'))
  builtFile('@wazzup-kit/core')
  await run('pnpm', ['pack', '--pack-destination', folder], { cwd: folderOf('@wazzup-kit/core') })
  const archive = (await readdir(folder)).find((file) => file.endsWith('.tgz'))!
  const core = join(folder, 'node_modules/@wazzup-kit/core')
  await mkdir(core, { recursive: true })
  await run('tar', ['-xzf', archive, '-C', core, '--strip-components=1'], { cwd: folder })
  for (const name of ['grammy', '@slack/bolt', '@types/node']) {
    await mkdir(dirname(join(folder, 'node_modules', name)), { recursive: true })
    await symlink(join(modules, name), join(folder, 'node_modules', name))
  }
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }')
  return folder
}

const options = [
  '--strict',
  '--noEmit',
  '--skipLibCheck',
  '--target',
  'es2022',
  '--module',
  'nodenext',
  '--types',
  'node',
]

/** Type-checks a program in the folder. Throws if it has an error. */
export async function compile(compiler: string, folder: string, program: string): Promise<Cost> {
  await writeFile(join(folder, 'program.ts'), program)
  const require = createRequire(import.meta.url)
  const tsc = join(dirname(require.resolve(`${compiler}/package.json`)), 'bin/tsc')
  // TypeScript 7 checks with several threads, and each of them instantiates what it needs.
  const threads = compiler === 'typescript-7' ? ['--singleThreaded'] : []
  const { stdout } = await run(process.execPath, [tsc, 'program.ts', ...options, ...threads, '--extendedDiagnostics'], {
    cwd: folder,
  }).catch((error: Error & { stdout?: string }) => {
    throw new Error(`${compiler} rejects a program:\n${error.stdout ?? error.message}`)
  })
  const read = (name: string): number => {
    const found = new RegExp(`^${name}: +([\\d.]+)`, 'm').exec(stdout)
    if (!found) throw new Error(`${compiler} prints no ${name}`)
    return Number(found[1])
  }
  return {
    instantiations: read('Instantiations'),
    types: read('Types'),
    check: read('Check time') * 1_000,
    memory: read('Memory used') / 1_000,
  }
}
