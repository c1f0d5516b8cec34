import { readFileSync, readdirSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import ts from 'typescript'

/** The part of a manifest that names the entries of a package. */
interface Manifest {
  name: string
  exports: Record<string, string | { import: { types: string } }>
}

/** Writes `every-export.ts`, which imports each export of each entry of the packages by its name. */
export async function writeEveryExport(folder: string, packages: string): Promise<void> {
  const declarations = readdirSync(packages).flatMap((name) => listDeclarations(join(packages, name)))
  const program = ts.createProgram(
    declarations.map(({ path }) => path),
    { module: ts.ModuleKind.NodeNext, noLib: true, types: [] },
  )
  const checker = program.getTypeChecker()
  const lines = declarations.map(({ entry, path }, index) => {
    const module = checker.getSymbolAtLocation(program.getSourceFile(path)!)
    const names = module ? checker.getExportsOfModule(module).map((symbol) => symbol.name) : []
    if (names.length === 0) throw new Error(`${entry} has no exports`)
    return `export { ${names.map((name) => `${name} as ${name}${index}`).join(', ')} } from '${entry}'\n`
  })
  await writeFile(join(folder, 'every-export.ts'), lines.join(''))
}

function listDeclarations(folder: string): { entry: string; path: string }[] {
  const { name, exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
  return Object.entries(exports).flatMap(([entry, target]) =>
    typeof target === 'string' ? [] : [{ entry: `${name}${entry.slice(1)}`, path: join(folder, target.import.types) }],
  )
}
