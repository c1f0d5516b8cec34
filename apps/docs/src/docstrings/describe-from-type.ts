import type ts from 'typescript'
import type { JsonObject } from '../schemas/json-schema.ts'
import { docstringOf, findExport, type Entry } from './declared-types.ts'

/** Writes the docstrings of an exported type into the fields of its schema, except where a field has a description. */
export function describeFromType(schema: JsonObject, entry: Entry, name: string): void {
  const { checker, type } = findExport(entry, name)
  describe(schema, type)

  function describe({ properties, items, anyOf }: JsonObject, type: ts.Type): void {
    const known = checker.getNonNullableType(type)
    const members = known.isUnion() ? known.types : [known]
    for (const option of (anyOf ?? []) as JsonObject[]) describe(option, known)
    for (const member of members) {
      const item = checker.getIndexTypeOfType(member, 1)
      if (items && item) describe(items as JsonObject, item)
      for (const [name, field] of Object.entries((properties ?? {}) as Record<string, JsonObject>)) {
        const symbol = member.getProperty(name)
        if (!symbol) continue
        const words = docstringOf(checker, symbol)
        if (words !== '' && field.$ref === undefined) field.description ??= words
        describe(field, checker.getTypeOfSymbol(symbol))
      }
    }
  }
}
