import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import type { Program } from './code-blocks.ts'
import type { Scratch } from './scratch.ts'

const runtimes = [
  new URL('cloudflare-workers.d.ts', import.meta.url),
  new URL('other-runtimes.d.ts', import.meta.url),
  new URL('src/durable-object/cloudflare-workers.d.ts', import.meta.resolve('@wazzup-kit/edge/package.json')),
].map((url) => fileURLToPath(url))
const app = fileURLToPath(new URL('../..', import.meta.url))

/** Type-checks all programs, each as a module. Returns `page:line: message` for every type error. */
export function checkTypes(programs: readonly Program[], scratch: Scratch): string[] {
  // A page in a browser has other global types than a Worker. So do the tests that import it.
  const inBrowser = programs.filter(({ file, text }) => `${file}\n${text}`.includes('.browser.ts'))
  const others = programs.filter((program) => !inBrowser.includes(program))
  const options = optionsOf(scratch)
  const host = createCachingHost(options)
  const onPage = { ...options, lib: ['lib.es2024.d.ts', 'lib.dom.d.ts'] }
  return [
    ...checkTogether(others, scratch, (files) => ts.createProgram([...files, ...runtimes], options, host)),
    ...checkTogether(inBrowser, scratch, (files) => ts.createProgram(files, onPage, host)),
  ]
}

/** Returns a host that parses each file once for several programs. */
function createCachingHost(options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options)
  const sources = new Map<string, ts.SourceFile | undefined>()
  return {
    ...host,
    getSourceFile(file, ...rest) {
      if (!sources.has(file)) sources.set(file, host.getSourceFile(file, ...rest))
      return sources.get(file)
    },
  }
}

function checkTogether(
  programs: readonly Program[],
  scratch: Scratch,
  createProgram: (files: string[]) => ts.Program,
): string[] {
  const files = programs.map(scratch.fileOf)
  const program = createProgram(files)
  const diagnostics = files.flatMap((file) => {
    const source = program.getSourceFile(file)
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
  })
  return [...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics(), ...diagnostics].map((diagnostic) =>
    scratch.nameByPage(describe(diagnostic)),
  )
}

/** The compiler options of this app, except that examples may have unused declarations. */
function optionsOf({ folder }: Scratch): ts.CompilerOptions {
  const { config } = ts.readConfigFile(`${app}/tsconfig.json`, ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, app)
  return {
    ...options,
    configFilePath: undefined,
    moduleDetection: ts.ModuleDetectionKind.Force,
    // Nest needs decorators. Whether Node can run the other programs shows when they run.
    experimentalDecorators: true,
    erasableSyntaxOnly: false,
    noUnusedLocals: false,
    noUnusedParameters: false,
    // Stricter than this app, because readers may compile with it.
    exactOptionalPropertyTypes: true,
    typeRoots: [`${folder}/node_modules/@types`],
  }
}

function describe({ file, start, code, messageText }: ts.Diagnostic): string {
  const text = `TS${code} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`
  if (!file || start === undefined) return text
  return `${file.fileName}:${file.getLineAndCharacterOfPosition(start).line + 1}: ${text}`
}
