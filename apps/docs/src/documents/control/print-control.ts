import type { JsonObject } from '../../schemas/json-schema.ts'
import { controlDocument } from './control-document.ts'
import { recordControl } from './record-control.ts'

const exchanges = await recordControl()

/** Lists of a state that an example shows with one item. */
const longLists = ['states', 'chats', 'log', 'channels']

function exampleOf(operationId: string, answer: string): unknown {
  const body = JSON.parse(answer) as JsonObject
  if (operationId !== 'page.state') return body
  const short = longLists.map((name) => [name, (body[name] as unknown[]).slice(0, 1)])
  // The id begins with random characters.
  return { ...body, ...Object.fromEntries(short), at: '1f0c2a9b-12' }
}

/** Returns the text of documents/emulator.json: the document of the control API with recorded examples. */
export function printControl(): string {
  const document = controlDocument()
  for (const item of Object.values(document.paths as Record<string, Record<string, JsonObject>>))
    for (const operation of Object.values(item)) {
      const { operationId, requestBody, responses } = operation as unknown as Operation
      const { body, answer } = exchanges.find((exchange) => exchange.operationId === operationId) ?? {}
      if (answer === undefined) continue
      if (requestBody) requestBody.content['application/json']!.example = body
      responses['200']!.content['application/json']!.example = exampleOf(operationId, answer)
    }
  return `${JSON.stringify(document, null, 2)}\n`
}

type Content = Record<string, { example?: unknown }>
interface Operation {
  operationId: string
  requestBody?: { content: Content }
  responses: Record<string, { content: Content }>
}
