import { importsOf, packageOf, targetOf } from './imports.ts'
import { isCode, type Rule } from './text-file.ts'

/** Files that import each other cannot be understood, moved or loaded one at a time. Types count too. */
export const noImportCycles: Rule = (files) => {
  const code = new Map(files.filter(isCode).map((file) => [file.path, file]))
  const findings: string[] = []
  const done = new Set<string>()

  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path)
    if (start >= 0) {
      findings.push(`${path}: imports itself by way of ${[...trail.slice(start), path].join(' -> ')}`)
      return
    }
    const file = code.get(path)
    if (!file || done.has(path)) return
    for (const specifier of importsOf(file)) {
      if (packageOf(specifier) === undefined) visit(targetOf(file, specifier), [...trail, path])
    }
    done.add(path)
  }

  for (const path of code.keys()) visit(path, [])
  return findings
}
