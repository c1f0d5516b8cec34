import type { JsonObject } from '../schemas/json-schema.ts'
import { createValidator } from './validator.ts'

/** One request and its answer, as they were on the wire. */
export interface Exchange {
  method: string
  /** As it was sent, with its query. */
  path: string
  body?: unknown
  status: number
  /** Text of the answer. */
  answer: string
}

/** Says which operation of an OpenAPI document an exchange belongs to, and what in it does not fit. */
export type JudgeExchange = (exchange: Exchange) => { operationId: string; misfits: string[] }

interface Operation extends JsonObject {
  operationId: string
  parameters?: { name: string; in: 'path' | 'query'; required: boolean; schema: JsonObject }[]
  requestBody?: JsonObject
  responses: Record<string, { $ref?: string; content?: JsonObject }>
}

export function createJudge(document: JsonObject): JudgeExchange {
  const misfitsAt = createValidator(document)
  const paths = document.paths as Record<string, Record<string, Operation>>
  const json = ['content', 'application/json', 'schema']

  return ({ method, path, body, status, answer }) => {
    const { pathname, searchParams } = new URL(path, 'http://localhost')
    const template = templateOf(pathname)
    const operation = paths[template]![method.toLowerCase()]
    if (!operation) throw new Error(`The document has no ${method} ${template}`)
    const place = ['paths', template, method.toLowerCase()]
    const { operationId, parameters = [], requestBody, responses } = operation

    function misfitsOfQuery(): string[] {
      const unknown = [...searchParams.keys()].filter((key) => !parameters.some(({ name }) => name === key))
      return [
        ...unknown.map((key) => `${key} is no parameter`),
        ...parameters.flatMap(({ name, in: where, required, schema }, index) => {
          const given = searchParams.get(name)
          if (where !== 'query' || (given === null && !required)) return []
          const value = schema.type === 'integer' ? Number(given) : given
          return misfitsAt([...place, 'parameters', String(index), 'schema'], value)
        }),
      ]
    }

    function misfitsOfBody(): string[] {
      if (!requestBody) return body === undefined ? [] : ['there is no body']
      return misfitsAt([...place, 'requestBody', ...json], body)
    }

    function misfitsOfAnswer(): string[] {
      const response = responses[status]
      if (!response) return [`${status} is no answer of this route`]
      const shared = response.$ref?.split('/').slice(1)
      const found = shared
        ? (document.components as { responses: typeof responses }).responses[shared.at(-1)!]!
        : response
      // Rejections may be empty; what a success without a schema says is of no interest.
      if (!found.content || (status >= 400 && answer === '')) return []
      return misfitsAt([...(shared ?? [...place, 'responses', String(status)]), ...json], JSON.parse(answer))
    }

    // Wazzup rejects what does not fit, so a rejected request may be anything.
    const asked = status < 400 ? [...misfitsOfQuery(), ...misfitsOfBody()] : []
    return { operationId, misfits: [...asked, ...misfitsOfAnswer()] }
  }

  /** The path of the document, with as few placeholders as there is one. */
  function templateOf(pathname: string): string {
    const fitting = Object.keys(paths).filter((template) =>
      new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(pathname),
    )
    const [best] = fitting.toSorted((a, b) => a.split('{').length - b.split('{').length)
    if (best === undefined) throw new Error(`The document has no path for ${pathname}`)
    return best
  }
}
