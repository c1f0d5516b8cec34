import type { JsonObject } from '../schemas/json-schema.ts'
import { Ajv2020 } from 'ajv/dist/2020.js'

/** Returns what in a value does not fit the schema at a place of a document. Empty if it fits. */
export type Misfits = (place: readonly string[], value: unknown) => string[]

/** Creates a validator for the schemas in a document, read as JSON Schema 2020-12. */
export function createValidator(document: JsonObject): Misfits {
  const ajv = new Ajv2020({ strict: false, allErrors: true, formats: { uri: true } })
  ajv.addSchema(document, 'document')
  return (place, value) => {
    const pointer = place.map((step) => `/${encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))}`)
    const validate = ajv.getSchema(`document#${pointer.join('')}`)
    if (!validate) throw new Error(`There is no schema at ${place.join(' ')}`)
    if (validate(value)) return []
    return validate.errors!.map(({ instancePath, message }) => `${instancePath} ${message}`)
  }
}
