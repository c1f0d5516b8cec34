import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import type { EditorProject, OpenFile } from './editor-project.ts'

/** A name that users see: an export, or a member of one. */
export interface PublicSymbol {
  /** For example `@wazzup-kit/core Message.text`. */
  name: string
  hasDocumentation: boolean
}

/** Returns all exports of the packages, and the members of their types. */
export function listPublicSymbols(project: EditorProject): PublicSymbol[] {
  const entries = [...project.folders].flatMap(([name, folder]) => entriesOf(name, folder))
  const file = project.open(entries.map((entry, index) => `import * as e${index} from '${entry}'`).join('\n'))
  const source = file.service.getProgram()!.getSourceFile(file.path)!
  const seen = new Set<ts.Symbol>()
  return source.statements.flatMap((statement, index) => {
    const { moduleSpecifier } = statement as ts.ImportDeclaration
    const module = file.checker.getSymbolAtLocation(moduleSpecifier)
    if (!module) throw new Error(`${entries[index]} has no declarations`)
    return file.checker.getExportsOfModule(module).flatMap((symbol) => describe(file, entries[index]!, symbol, seen))
  })
}

function entriesOf(name: string, folder: string): string[] {
  const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { exports: object }
  return Object.keys(exports)
    .filter((path) => !path.endsWith('.json'))
    .map((path) => `@wazzup-kit/${name}${path.slice(1)}`)
}

function describe(file: OpenFile, entry: string, exported: ts.Symbol, seen: Set<ts.Symbol>): PublicSymbol[] {
  const { checker } = file
  const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported
  if (seen.has(symbol)) return []
  seen.add(symbol)
  const name = `${entry} ${exported.name}`
  return [{ name, hasDocumentation: isDocumented(checker, symbol) }, ...members(file, name, symbol, seen)]
}

function isDocumented(checker: ts.TypeChecker, symbol: ts.Symbol): boolean {
  return symbol.getDocumentationComment(checker).length > 0
}

/** Tables whose keys are codes and names of Wazzup, which docs/errors.md and docs/api.md explain. */
const tables = new Set([
  'apiErrors',
  'deliveryErrors',
  'statusErrors',
  'apiErrorTexts',
  'deliveryErrorTexts',
  'statusErrorTexts',
  'docUrls',
])

/** Owners whose members have documented members of their own: verbs, settings of a fault, keys. */
const nouns =
  /\b(Wazzup|Marketplace|endpoints|marketplaceEndpoints|Emulator(\.(simulate|faults|keys|state))?|CallFaultSettings|DeliveryFaultSettings)$/

/** Returns the members of interfaces, classes and constants that are declared in our packages. */
function members(file: OpenFile, owner: string, symbol: ts.Symbol, seen: Set<ts.Symbol>): PublicSymbol[] {
  const { checker } = file
  if (tables.has(symbol.name)) return []
  const isType = (symbol.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.Class | ts.SymbolFlags.TypeAlias)) !== 0
  const type = isType ? checker.getDeclaredTypeOfSymbol(symbol) : checker.getTypeOfSymbol(symbol)
  if (type.isUnion() || (!isType && type.getCallSignatures().length > 0)) return []
  return membersOf(file, owner, type, seen)
}

function membersOf(file: OpenFile, owner: string, type: ts.Type, seen: Set<ts.Symbol>): PublicSymbol[] {
  const { checker } = file
  return checker.getPropertiesOfType(type).flatMap((member) => {
    if (seen.has(member) || !isOurs(member) || isPrivate(member)) return []
    seen.add(member)
    const name = `${owner}.${member.name}`
    const isNoun = nouns.test(owner)
    const verbs = isNoun ? membersOf(file, name, checker.getTypeOfSymbol(member), seen) : []
    return [{ name, hasDocumentation: isDocumented(checker, member) }, ...verbs]
  })
}

function isOurs({ declarations = [] }: ts.Symbol): boolean {
  return declarations.some((declaration) => declaration.getSourceFile().fileName.includes('@wazzup-kit'))
}

function isPrivate({ declarations = [] }: ts.Symbol): boolean {
  return declarations.some(
    (declaration) =>
      ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Private ||
      (ts.isPropertyDeclaration(declaration) && ts.isPrivateIdentifier(declaration.name)),
  )
}
