import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { packPackage } from '../packed/tarball.ts'

/** The packages that users import. */
export const packageNames = [
  'core',
  'express-middleware',
  'edge',
  'nestjs',
  'node-http',
  'sqlite',
  'postgres',
  'emulator',
] as const

/** A user's project with the packed packages, as an editor sees it. */
export interface EditorProject {
  /** Folder of each unpacked package. */
  folders: ReadonlyMap<string, string>
  /** Opens a file with this content, in place of the one that was open before. */
  open(content: string): OpenFile
  close(): Promise<void>
}

/** The file that is open. */
export interface OpenFile {
  path: string
  service: ts.LanguageService
  checker: ts.TypeChecker
}

const compilerOptions: ts.CompilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  experimentalDecorators: true,
  emitDecoratorMetadata: true,
  types: ['node'],
}

/** Packs the packages and creates a project that has them in its node_modules. */
export async function createEditorProject(): Promise<EditorProject> {
  const home = await mkdtemp(join(tmpdir(), 'editor-'))
  const folders = new Map<string, string>()
  await mkdir(join(home, 'node_modules/@wazzup-kit'), { recursive: true })
  for (const name of packageNames) {
    const { folder } = await packPackage(name, home)
    folders.set(name, folder)
    await symlink(folder, join(home, 'node_modules/@wazzup-kit', name))
  }
  await linkDependencies(home)
  const path = join(home, 'app.mts')
  let content = ''
  let version = 0
  const host: ts.LanguageServiceHost = {
    getScriptFileNames: () => [path],
    getScriptVersion: (file) => (file === path ? String(version) : '0'),
    getScriptSnapshot(file) {
      const text = file === path ? content : ts.sys.readFile(file)
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text)
    },
    getCompilationSettings: () => compilerOptions,
    getCurrentDirectory: () => home,
    getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
    fileExists: (file) => file === path || ts.sys.fileExists(file),
    readFile: (file) => (file === path ? content : ts.sys.readFile(file)),
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
    // Our packages stay in this node_modules, where their dependencies are. Others find theirs where they really are.
    realpath: (file) => (file.includes('/@wazzup-kit/') ? file : ts.sys.realpath!(file)),
  }
  const service = ts.createLanguageService(host)
  return {
    folders,
    open(text) {
      content = text
      version++
      return { path, service, checker: service.getProgram()!.getTypeChecker() }
    },
    async close() {
      service.dispose()
      await rm(home, { recursive: true })
    },
  }
}

/** Links the packages of others that the declarations import. */
async function linkDependencies(home: string): Promise<void> {
  const installed = fileURLToPath(new URL('../../node_modules/', import.meta.url))
  const names = [
    '@nestjs/common',
    '@nestjs/core',
    '@types/express',
    '@types/node',
    'express',
    'reflect-metadata',
    'rxjs',
  ]
  for (const name of names) {
    await mkdir(dirname(join(home, 'node_modules', name)), { recursive: true })
    await symlink(join(installed, name), join(home, 'node_modules', name))
  }
}
