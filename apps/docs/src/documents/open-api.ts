import { DEFAULT_BASE_URL } from '@wazzup-kit/core/schemas'
import { routes } from './routes.ts'
import { namedSchemas, referredIn, type JsonObject } from '../schemas/json-schema.ts'
import { operationOf } from './operation.ts'
import { tagWords } from './words/wire-words.ts'
import { generalRejections, rejectionExamples, rejectionSchemas } from './rejections.ts'

const description = `Unofficial. Derived from the endpoints of wazzup-kit, which follow Wazzup's documentation.

Inputs are strict. Responses are open: expect fields and values that are not listed here. In production, any optional field also came as null, and public code expects ids and texts as numbers, and numbers and flags as text: read tolerantly.`

const bearer = { type: 'http', scheme: 'bearer' }

const securitySchemes = {
  apiKey: {
    ...bearer,
    description: "The account's API key. It works for every route except those of the marketplace.",
  },
  sidecarKey: {
    ...bearer,
    description: 'The extra key of an off-the-shelf CRM integration. It works for a few routes.',
  },
  partnerKey: { ...bearer, description: 'The key of the account that owns the marketplace entry.' },
}

/**
 * Returns an OpenAPI 3.1 document of the user API v3, marketplace and migration included: every route, its input, its
 * responses and the codes that it may be rejected with. https://wazzup24.ru/help/api-ru/
 */
export function openApiDocument(): JsonObject {
  const paths: Record<string, JsonObject> = {}
  for (const route of routes) {
    const { method, path, origin } = route.endpoint
    const servers = origin !== undefined ? { servers: [{ url: origin }] } : {}
    paths[path] = { ...paths[path], ...servers, [method.toLowerCase()]: operationOf(route) }
  }
  const said = JSON.stringify([paths, generalRejections])
  // A copy, because the parts are shared and the caller writes docstrings into the document.
  return structuredClone({
    openapi: '3.1.0',
    info: {
      title: 'Wazzup24 user API',
      version: 'v3',
      description,
      license: { name: 'MIT', identifier: 'MIT' },
      contact: { name: 'wazzup-kit', url: 'https://github.com/wazzup-kit/wazzup-kit' },
    },
    servers: [{ url: DEFAULT_BASE_URL }],
    tags: Object.entries(tagWords).map(([name, words]) => ({ name, description: words })),
    paths,
    components: {
      schemas: referredIn([paths, generalRejections], { ...namedSchemas(), ...rejectionSchemas }),
      responses: generalRejections,
      // Codes of no documented call have no example.
      examples: Object.fromEntries(
        Object.entries(rejectionExamples).filter(([code]) => said.includes(`"#/components/examples/${code}"`)),
      ),
      securitySchemes,
    },
  })
}
