import { fileURLToPath } from 'node:url'
import ts from 'typescript'

/** Package entries whose types and docstrings are printed. */
const entries = ['@wazzup-kit/core', '@wazzup-kit/core/marketplace', '@wazzup-kit/emulator/control'] as const
export type Entry = (typeof entries)[number]

const fileOf = (entry: Entry): string => fileURLToPath(import.meta.resolve(entry))

let compiled: ts.Program | undefined

/** Compiles all entries once. */
function compile(): ts.Program {
  compiled ??= ts.createProgram(entries.map(fileOf), {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.es2023.d.ts', 'lib.webworker.d.ts'],
    allowImportingTsExtensions: true,
    strict: true,
    noEmit: true,
    types: [],
  })
  return compiled
}

/** A type that an entry exports, and the checker that reads it. */
export interface DeclaredType {
  checker: ts.TypeChecker
  type: ts.Type
}

/** Finds an exported type. Throws if there is none. */
export function findExport(entry: Entry, name: string): DeclaredType {
  const program = compile()
  const checker = program.getTypeChecker()
  const root = program.getSourceFile(fileOf(entry))
  const exported = root && checker.getSymbolAtLocation(root)
  const symbol = exported && checker.getExportsOfModule(exported).find((each) => each.name === name)
  if (!symbol) throw new Error(`${entry} exports no ${name}`)
  const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0
  return { checker, type: checker.getDeclaredTypeOfSymbol(isAlias ? checker.getAliasedSymbol(symbol) : symbol) }
}

/** Returns the docstring of a field or a method in one line, with its default. Empty if there is none. */
export function docstringOf(checker: ts.TypeChecker, symbol: ts.Symbol): string {
  const text = ts.displayPartsToString(symbol.getDocumentationComment(checker))
  const fallback = symbol.getJsDocTags(checker).find(({ name }) => name === 'default')
  const words = [text, fallback && `Default: ${ts.displayPartsToString(fallback.text)}.`]
  return words
    .filter(Boolean)
    .join(' ')
    .replaceAll(/\{@link ([^}|]+)\}/g, '`$1`')
    .replaceAll(/\s+/g, ' ')
}
