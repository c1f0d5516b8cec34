import type ts from 'typescript'
import { docstringOf, findExport } from './declared-types.ts'

/** A method of the emulator, as its declaration describes it. */
export interface DeclaredMethod {
  docs: string
  /** Returns the docstring of a parameter, or of a field of an object parameter. Empty if there is none. */
  field(name: string): string
  /** The result, for a promise what it resolves with. */
  result: ts.Type
}

/** Finds a method of the emulator by its path, for example `simulate.customer.send`. Undefined if there is none. */
export function findMethod(path: string): DeclaredMethod | undefined {
  const { checker, type: emulator } = findExport('@wazzup-kit/emulator/control', 'Emulator')
  const symbols = path.split('.').reduce<ts.Symbol[]>((found, name) => {
    const before = found.at(-1)
    const symbol = (before ? checker.getTypeOfSymbol(before) : emulator).getProperty(name)
    return symbol ? [...found, symbol] : found
  }, [])
  const method = symbols.length === path.split('.').length ? symbols.at(-1)! : undefined
  const signature = method && checker.getTypeOfSymbol(method).getCallSignatures()[0]
  if (!signature) return undefined
  const returned = checker.getReturnTypeOfSignature(signature)
  return {
    docs: docstringOf(checker, method),
    field(name) {
      const fields = signature.parameters.flatMap((parameter) => {
        const type = checker.getNonNullableType(checker.getTypeOfSymbol(parameter))
        const members = type.isUnion() ? type.types : [type]
        return members.flatMap((member) => member.getProperty(name) ?? [])
      })
      return fields.map((field) => docstringOf(checker, field)).find((words) => words !== '') ?? ''
    },
    result: checker.getAwaitedType(returned) ?? returned,
  }
}

/** Returns the docstring of a field of an exported type. Empty if there is none. */
export function fieldDocs(name: string, field: string): string {
  const { checker, type } = findExport('@wazzup-kit/emulator/control', name)
  const symbol = type.getProperty(field)
  return symbol ? docstringOf(checker, symbol) : ''
}
