import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Program } from './code-blocks.ts'

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url))

/** Pages that share their files. */
const recipes = 'docs/recipes/'

/** A folder with the programs of pages as files, in which `@wazzup-kit/*` are the sources of this workspace. */
export interface Scratch {
  folder: string
  fileOf(program: Program): string
  /** Replaces paths of files in a text by the pages from which they come. */
  nameByPage(text: string): string
  remove(): Promise<void>
}

/** Writes the programs to a folder outside of the repository, so that a crash leaves no files in the repository. */
export async function createScratch(programs: readonly Program[]): Promise<Scratch> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'docs-')))
  // The recipes import the parts of their first page.
  const fileOf = ({ page, file }: Program): string => {
    return join(folder, page.startsWith(recipes) ? recipes : page, file)
  }
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
  // Vitest reads these options of a Nest app.
  const compilerOptions = { target: 'ES2022', experimentalDecorators: true, emitDecoratorMetadata: true }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }))
  await symlink(modules, join(folder, 'node_modules'), 'junction')
  for (const program of programs) {
    await mkdir(dirname(fileOf(program)), { recursive: true })
    await writeFile(fileOf(program), program.text)
  }
  return {
    folder,
    fileOf,
    nameByPage: (text) =>
      programs.reduce((named, program) => {
        const file = fileOf(program)
        return named.replaceAll(`file://${file}`, program.page).replaceAll(file, program.page)
      }, text),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
