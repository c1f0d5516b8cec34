import type { JsonObject } from '../schemas/json-schema.ts'
import { createValidator } from './validator.ts'

/** One recorded HTTP request with its response. */
export interface Exchange {
  method: string
  /** Path with query. */
  path: string
  body?: unknown
  status: number
  /** Body of the response. */
  answer: string
}

/** Finds the operation of an OpenAPI document to which an exchange belongs, and what does not fit its schemas. */
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
        ...unknown.map((key) => `${key} is not a parameter`),
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
      if (!response) return [`${status} is not a status of this route`]
      const shared = response.$ref?.split('/').slice(1)
      const found = shared
        ? (document.components as { responses: typeof responses }).responses[shared.at(-1)!]!
        : response
      // The body of a rejection may be empty. A success without a schema is not checked.
      if (!found.content || (status >= 400 && answer === '')) return []
      return misfitsAt([...(shared ?? [...place, 'responses', String(status)]), ...json], JSON.parse(answer))
    }

    // A rejected request may be invalid, so only successful ones are checked.
    const asked = status < 400 ? [...misfitsOfQuery(), ...misfitsOfBody()] : []
    return { operationId, misfits: [...asked, ...misfitsOfAnswer()] }
  }

  /** Returns the path of the document that matches, with the fewest placeholders. */
  function templateOf(pathname: string): string {
    const fitting = Object.keys(paths).filter((template) =>
      new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(pathname),
    )
    const [best] = fitting.toSorted((a, b) => a.split('{').length - b.split('{').length)
    if (best === undefined) throw new Error(`The document has no path for ${pathname}`)
    return best
  }
}
