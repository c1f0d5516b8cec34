import type { JsonObject } from '../../schemas/json-schema.ts'
import type { Exchange } from '../exchange.ts'

/** An operation of a document, with the parts that have examples. */
interface Shown {
  parameters?: { name: string; in: string; example?: unknown; schema: JsonObject }[]
  requestBody?: { content: Record<string, { example?: unknown }> }
  responses: Record<string, { content?: Record<string, { example?: unknown }> }>
}

/** Examples of query parameters, which the recorded calls leave out. */
const queryExamples: Readonly<Record<string, number>> = { offset: 100, limit: 50 }

/** Writes a recorded exchange into its operation as the example of request, parameters and response. */
export function showExchange(operation: object, template: string, { path, body, status, answer }: Exchange): void {
  const { parameters = [], requestBody, responses } = operation as Shown
  const { pathname } = new URL(path, 'http://localhost')
  const pattern = new RegExp(`^${template.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`)
  const inPath = pattern.exec(pathname)?.groups ?? {}
  for (const parameter of parameters)
    parameter.example = inPath[parameter.name]
      ? decodeURIComponent(inPath[parameter.name]!)
      : queryExamples[parameter.name]
  const request = requestBody?.content['application/json']
  if (request) request.example = body
  const response = responses[status]?.content?.['application/json']
  if (response) response.example = JSON.parse(answer)
}
