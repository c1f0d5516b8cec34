import { posix } from 'node:path'
import ts from 'typescript'
import type { TextFile } from './text-file.ts'

/** Every module that a file names: imports, re-exports, dynamic imports and requires, types included. */
export function importsOf({ text }: TextFile): string[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName)
}

/** `@scope/name` of `@scope/name/entry`, `node:fs` of `node:fs/promises`; undefined for a relative file. */
export function packageOf(specifier: string): string | undefined {
  if (specifier.startsWith('.')) return undefined
  const parts = specifier.split('/')
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/')
}

/** Where a relative import leads, from the root of the repository. */
export function targetOf({ path }: TextFile, specifier: string): string {
  return posix.join(posix.dirname(path), specifier)
}

/** Modules that a file passes on, be it by `export from` or by an import that is exported again. */
export function passedOn(file: TextFile): string[] {
  const source = parse(file)
  const homes = new Map<string, string>()
  const modules: string[] = []
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement)) {
      for (const name of importedNames(statement)) homes.set(name, textOf(statement.moduleSpecifier))
    }
    if (ts.isExportDeclaration(statement)) {
      if (statement.moduleSpecifier) modules.push(textOf(statement.moduleSpecifier))
      else modules.push(...exportedNames(statement).flatMap((name) => homes.get(name) ?? []))
    }
  }
  return modules
}

/** Whether a file has a default export. */
export function hasDefaultExport(file: TextFile): boolean {
  return parse(file).statements.some((statement) => {
    if (ts.isExportAssignment(statement)) return statement.isExportEquals !== true
    if (ts.isExportDeclaration(statement)) {
      const { exportClause } = statement
      if (!exportClause) return false
      if (ts.isNamespaceExport(exportClause)) return exportClause.name.text === 'default'
      return exportClause.elements.some(({ name }) => name.text === 'default')
    }
    const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined
    return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) ?? false
  })
}

function parse({ path, text }: TextFile): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest)
}

function textOf(node: ts.Expression): string {
  return ts.isStringLiteral(node) ? node.text : ''
}

function importedNames({ importClause }: ts.ImportDeclaration): string[] {
  const bindings = importClause?.namedBindings
  const named = bindings && (ts.isNamespaceImport(bindings) ? [bindings] : bindings.elements)
  return [importClause, ...(named ?? [])].flatMap((node) => node?.name?.text ?? [])
}

function exportedNames({ exportClause }: ts.ExportDeclaration): string[] {
  if (!exportClause || ts.isNamespaceExport(exportClause)) return []
  return exportClause.elements.map(({ name, propertyName }) => (propertyName ?? name).text)
}
