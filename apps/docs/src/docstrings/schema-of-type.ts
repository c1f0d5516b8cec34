import ts from 'typescript'
import { refTo, type JsonObject } from '../schemas/json-schema.ts'
import { docstringOf } from './declared-types.ts'

/** Converts types to JSON Schema. Named types become references. */
export interface SchemaWriter {
  schemaOf(type: ts.Type): JsonObject
  /** Schemas of the named types so far, by name. */
  readonly named: Readonly<Record<string, JsonObject>>
}

const has = (type: ts.Type, flag: ts.TypeFlags): boolean => (type.flags & flag) !== 0

/** Creates a writer. Docstrings become descriptions, and methods are left out. */
export function createSchemaWriter(checker: ts.TypeChecker): SchemaWriter {
  const named: Record<string, JsonObject> = {}

  function schemaOf(type: ts.Type): JsonObject {
    if (type.isUnion()) return union(type)
    if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.value }
    if (has(type, ts.TypeFlags.BooleanLiteral)) return { const: checker.typeToString(type) === 'true' }
    if (has(type, ts.TypeFlags.StringLike)) return { type: 'string' }
    if (has(type, ts.TypeFlags.NumberLike)) return { type: 'number' }
    if (has(type, ts.TypeFlags.Null)) return { type: 'null' }
    if (has(type, ts.TypeFlags.VoidLike)) return { type: 'null' }
    if (has(type, ts.TypeFlags.NonPrimitive)) return { type: 'object' }
    if (!has(type, ts.TypeFlags.Object | ts.TypeFlags.Intersection)) return {}
    const items = checker.getIndexTypeOfType(type, ts.IndexKind.Number)
    if (items) return { type: 'array', items: schemaOf(items) }
    const values = checker.getIndexTypeOfType(type, ts.IndexKind.String)
    if (values) return { type: 'object', additionalProperties: schemaOf(values) }
    return object(type)
  }

  function union({ types }: ts.UnionType): JsonObject {
    const kept = types.filter((type) => !has(type, ts.TypeFlags.Undefined))
    const [first] = kept
    if (kept.length === 1) return schemaOf(first!)
    const isNull = (type: ts.Type): boolean => has(type, ts.TypeFlags.Null)
    if (kept.every((type) => has(type, ts.TypeFlags.BooleanLiteral))) return { type: 'boolean' }
    const rest = kept.filter((type) => !isNull(type))
    if (rest.every((type) => type.isStringLiteral())) {
      // Sorted, because the order of a union depends on what was read before.
      const values = rest.map((type) => (type as ts.StringLiteralType).value).sort()
      return kept.length === rest.length
        ? { type: 'string', enum: values }
        : { type: ['string', 'null'], enum: [...values, null] }
    }
    if (kept.length === 2 && rest.length === 1) {
      const { type, ...more } = schemaOf(rest[0]!)
      if (typeof type === 'string') return { type: [type, 'null'], ...more }
    }
    const bools = kept.filter((type) => has(type, ts.TypeFlags.BooleanLiteral))
    const others = kept.filter((type) => !bools.includes(type)).map(schemaOf)
    const forms = bools.length === 2 ? [{ type: 'boolean' }, ...others] : kept.map(schemaOf)
    return { anyOf: forms.sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)) }
  }

  function object(type: ts.Type): JsonObject {
    const symbol = type.aliasSymbol ?? type.symbol
    const name = symbol?.name.startsWith('__') === false && !type.aliasTypeArguments ? symbol.name : undefined
    if (name === undefined) return fieldsOf(type)
    if (named[name] === undefined) {
      // Registered first, because the type may contain itself.
      const schema: JsonObject = (named[name] = {})
      const description = docstringOf(checker, symbol!)
      Object.assign(schema, fieldsOf(type), description && { description })
    }
    return { $ref: refTo(name) }
  }

  function fieldsOf(type: ts.Type): JsonObject {
    const fields = type
      .getProperties()
      .filter((field) => checker.getTypeOfSymbol(field).getCallSignatures().length === 0)
    const properties = fields.map((field) => {
      const schema = schemaOf(checker.getTypeOfSymbol(field))
      const description = docstringOf(checker, field)
      return [field.name, { ...schema, ...(description && { description }) }] as const
    })
    const required = fields.filter(({ flags }) => (flags & ts.SymbolFlags.Optional) === 0).map(({ name }) => name)
    return { type: 'object', properties: Object.fromEntries(properties), ...(required.length > 0 && { required }) }
  }

  return { schemaOf, named }
}
