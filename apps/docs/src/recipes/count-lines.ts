import ts from 'typescript'

/** Most own lines of one form of a recipe. */
export const mostLines = 25

/**
 * Returns the number of a program's own lines: all lines with code, also those of types, decorators and the class, but no imports,
 * comments and blank lines. The code is counted as it is on the page, because `pnpm format:check` formats it at 120 columns.
 */
export function countOwnLines(code: string): number {
  const source = ts.createSourceFile('recipe.ts', code, ts.ScriptTarget.Latest, true)
  const lines = code.split('\n')
  const own = new Set<number>()
  const lineOf = (position: number): number => source.getLineAndCharacterOfPosition(position).line
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || node.kind === ts.SyntaxKind.JSDoc) return
    const children = node.getChildren(source)
    for (const child of children) visit(child)
    if (children.length > 0 || node.getWidth(source) === 0) return
    // A text of several lines is one token.
    for (let line = lineOf(node.getStart(source)); line <= lineOf(node.getEnd() - 1); line++) {
      if (lines[line]?.trim()) own.add(line)
    }
  }
  visit(source)
  return own.size
}
