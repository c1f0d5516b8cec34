import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Program } from './code-blocks.ts'

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url))

/** A folder in which programs of pages are files, and `@wazzup-kit/*` are the sources of this workspace. */
export interface Scratch {
  folder: string
  fileOf(program: Program): string
  /** A text with its files named as the pages they come from. */
  nameByPage(text: string): string
  remove(): Promise<void>
}

/** Writes the programs out. The folder is outside of the repository: what a crash leaves behind is not in anyone's way. */
export async function createScratch(programs: readonly Program[]): Promise<Scratch> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'docs-')))
  const fileOf = ({ page, file }: Program): string => join(folder, page, file)
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
  // What a Nest app has; Vitest reads it.
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
