import ts from 'typescript'
import { findExport, type Entry } from './declared-types.ts'

/** The docstrings that an editor shows for a method: its own, and those of its input's fields. */
export interface MethodDocs {
  text: string
  /** Returns the docstring of a field by its path, for example `contacts[].id`. Empty if there is none. */
  field(path: string): string
}

/** Finds the docstrings of a method by noun and verb. Throws if there is none. */
export type ReadDocs = (noun: string, verb: string) => MethodDocs

/** Returns a reader of the docstrings of an interface that an entry exports. The code is their only source. */
export function createDocsReader(entry: Entry, name: string): ReadDocs {
  const { checker, type: nouns } = findExport(entry, name)

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
