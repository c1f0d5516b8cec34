import ts from 'typescript'

/** Most own lines of one form of a recipe. */
export const mostLines = 25

/** Lines of a program. */
export interface Lines {
  /** All lines with code, also those of types, but no imports, comments and blank lines. */
  all: number
  /** Those of them that Nest asks of each provider: decorators, the line of the class and its last bracket, and what is injected. */
  frame: number
}

/** Counts the lines of a program as they are on the page, because `pnpm format:check` formats it at 120 columns. */
export function countLines(code: string): Lines {
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

  const frame = new Set<number>()
  const addFrame = (start: number, end: number): void => {
    for (let line = lineOf(start); line <= lineOf(end); line++) frame.add(line)
  }
  const declared = source.statements.filter(ts.isClassDeclaration)
  for (const each of declared.filter((declaration) => ts.getDecorators(declaration))) {
    const closing = each.getEnd() - 1
    addFrame(closing, closing)
    if (each.name) addFrame(each.name.getStart(source), each.name.getStart(source))
    for (const node of [each, ...each.members]) {
      const decorators = ts.canHaveDecorators(node) ? (ts.getDecorators(node) ?? []) : []
      for (const decorator of decorators) addFrame(decorator.getStart(source), decorator.getEnd() - 1)
      const isInjected = ts.isPropertyDeclaration(node) && decorators.length > 0
      const onlyInjects = ts.isConstructorDeclaration(node) && node.body?.statements.length === 0
      if (isInjected || onlyInjects) addFrame(node.getStart(source), node.getEnd() - 1)
    }
  }
  return { all: own.size, frame: [...frame].filter((line) => own.has(line)).length }
}
