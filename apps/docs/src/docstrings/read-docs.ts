import { fileURLToPath } from 'node:url'
import ts from 'typescript'

/** The docstrings that an editor shows for a method: its own, and those of its input's fields. */
export interface MethodDocs {
  text: string
  /** Returns the docstring of a field by its path, for example `contacts[].id`. Empty if there is none. */
  field(path: string): string
}

/** Finds the docstrings of a method by noun and verb. Throws if there is none. */
export type ReadDocs = (noun: string, verb: string) => MethodDocs

/** Package entries whose docstrings are printed. */
const entries = ['@wazzup-kit/core', '@wazzup-kit/core/marketplace'] as const
type Entry = (typeof entries)[number]

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

/** Returns a reader of the docstrings of an interface that an entry exports. The code is their only source. */
export function createDocsReader(entry: Entry, name: string): ReadDocs {
  const program = compile()
  const checker = program.getTypeChecker()
  const root = program.getSourceFile(fileOf(entry))
  const exported = root && checker.getSymbolAtLocation(root)
  const symbol = exported && checker.getExportsOfModule(exported).find((each) => each.name === name)
  if (!symbol) throw new Error(`${entry} exports no ${name}`)
  const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0
  const nouns = checker.getDeclaredTypeOfSymbol(isAlias ? checker.getAliasedSymbol(symbol) : symbol)

  const words = (property: ts.Symbol | undefined): string =>
    property ? ts.displayPartsToString(property.getDocumentationComment(checker)) : ''
  const typeOf = (property: ts.Symbol): ts.Type => checker.getTypeOfSymbol(property)

  return (noun, verb) => {
    const nounSymbol = nouns.getProperty(noun)
    const method = nounSymbol && typeOf(nounSymbol).getProperty(verb)
    if (!method) throw new Error(`${name} has no ${noun}.${verb}`)
    const text = words(method)
    if (text === '') throw new Error(`${name}.${noun}.${verb} has no docstring: write one above it, editors show it`)
    const [input] = typeOf(method).getCallSignatures()[0]?.parameters ?? []
    return {
      text,
      field: (path) => (input ? words(propertyAt(typeOf(input), path.split('.'))) : ''),
    }
  }

  function propertyAt(type: ts.Type, [step = '', ...rest]: string[]): ts.Symbol | undefined {
    const known = checker.getNonNullableType(type)
    const key = step.replaceAll('[]', '')
    const property = known.getProperty(key) ?? firstOf(known, key)
    if (!property || rest.length === 0) return property
    let inner = checker.getNonNullableType(typeOf(property))
    for (let depth = step.split('[]').length - 1; depth > 0; depth--) {
      inner = checker.getIndexTypeOfType(inner, ts.IndexKind.Number) ?? inner
    }
    return propertyAt(inner, rest)
  }

  /** Finds a field that only some members of a union have, or document. */
  function firstOf(type: ts.Type, key: string): ts.Symbol | undefined {
    const found = membersOf(type).flatMap((member) => member.getProperty(key) ?? [])
    return found.find((property) => words(property) !== '') ?? found[0]
  }

  function membersOf(type: ts.Type): ts.Type[] {
    const constraint = checker.getBaseConstraintOfType(type) ?? type
    return constraint.isUnion() ? constraint.types : [constraint]
  }
}
