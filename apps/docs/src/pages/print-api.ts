import {
  endpoints,
  marketplaceEndpoints,
  type Endpoint,
  type EndpointTree,
  type KeyKind,
  type Repeat,
} from '@wazzup-kit/core/schemas'
import { describeInput, type Field } from '../schemas/describe-input.ts'
import { listRecipes, type ListedRecipe } from '../recipes/list-recipes.ts'
import { createDocsReader, type MethodDocs, type ReadDocs } from '../docstrings/read-docs.ts'
import { blocks, code, pageLink, table } from './markdown.ts'

const intro = `# API

<!-- Printed by \`pnpm docs:print\` from the endpoints of packages/core. Do not edit. -->

Every call of the client, as \`wazzup.<noun>.<verb>(input, options)\`. \`[]\` in the name of a field stands for each item of a list. A field inside an object that is _required_ is required when the object is given. The codes that a call can be rejected with are in [errors.md](errors.md). [The recipes](recipes/README.md) show the calls at work.`

const marketplaceIntro = `## Marketplace and migration

Calls for a CRM that is in Wazzup's marketplace. No other application needs them.`

const keys: Readonly<Record<KeyKind, string>> = {
  api: 'your `apiKey`',
  partner: 'the `partnerKey` of the client',
  none: 'none',
  path: 'your `apiKey`, in the path',
}

const repeats: Readonly<Record<Repeat, string>> = {
  always: 'always, because a repeat changes nothing',
  keyed: 'only with the same `crmMessageId`, and only while Wazzup remembers it',
  rejected: 'only after an attempt that certainly had no effect',
}

/** Returns the text of docs/api.md. */
export function printApi(): string {
  return `${blocks(
    intro,
    ...printTree(endpoints, {
      prefix: 'wazzup',
      level: '##',
      docs: createDocsReader('@wazzup-kit/core', 'Wazzup'),
      recipes: listRecipes(),
    }),
    marketplaceIntro,
    ...printTree(marketplaceEndpoints, {
      prefix: 'marketplace',
      level: '###',
      docs: createDocsReader('@wazzup-kit/core/marketplace', 'Marketplace'),
      recipes: [],
    }),
  )}\n`
}

interface Style {
  prefix: string
  level: string
  docs: ReadDocs
  /** Recipes that may use the methods. */
  recipes: readonly ListedRecipe[]
}

function printTree(tree: EndpointTree, { prefix, level, docs, recipes }: Style): string[] {
  return Object.entries(tree).flatMap(([noun, verbs]) => [
    `${level} ${noun}`,
    ...Object.entries(verbs).map(([verb, endpoint]) =>
      blocks(
        `${level}# ${prefix}.${noun}.${verb}`,
        ...printEndpoint(endpoint, docs(noun, verb), recipesOf(`${prefix}.${noun}.${verb}`, recipes)),
      ),
    ),
  ])
}

/** Functions by which recipes use a method. */
const through: Readonly<Record<string, readonly string[]>> = {
  'wazzup.messages.send': ['outbox.send', 'outbox.sendInOrder'],
  'wazzup.subscription.set': ['wazzup.subscription.ensure'],
}

/** Returns links to the recipes that use a method. */
function recipesOf(method: string, recipes: readonly ListedRecipe[]): string[] {
  const names = [method, ...(through[method] ?? [])]
  return recipes
    .filter(({ text }) => names.some((name) => text.includes(`${name}(`)))
    .map(({ title, path }) => `[${title}](${path.replace('docs/', '')})`)
}

function printEndpoint(endpoint: Endpoint, docs: MethodDocs, recipes: readonly string[]): (string | null)[] {
  const { fields, rules } = describeInput(endpoint.input)
  return [
    docs.text,
    code(`${endpoint.method} ${endpoint.origin ?? ''}${endpoint.path}`),
    listOf([
      `Key: ${keyWords(endpoint)}.`,
      `Safe to repeat: ${repeatWords(endpoint)}.`,
      ...pagingWords(endpoint),
      ...(endpoint.output ? [] : ['Resolves with nothing.']),
      `Page: ${pageLink(endpoint.docUrl)}.`,
      ...(recipes.length > 0 ? [`Recipes: ${recipes.join(', ')}.`] : []),
    ]),
    table(
      ['Field', 'Type', 'Required', 'Sent in', ''],
      fields.map((field) => [...row(field, endpoint), docs.field(field.name).replaceAll(/\s+/g, ' ')]),
    ) ?? 'No input.',
    rules.length > 0 ? `The input must be:\n\n${listOf(rules)}` : null,
  ]
}

function row({ name, type, required }: Field, endpoint: Endpoint): string[] {
  const secret = endpoint.secrets?.includes(name) ? ', secret' : ''
  return [code(name), type + secret, required, placeOf(name, endpoint)]
}

function placeOf(name: string, { path, method, body }: Endpoint): string {
  if (/[.[]/.test(name)) return ''
  if (path.includes(`{${name}}`)) return 'path'
  if (name === body) return 'the whole body'
  return method === 'GET' || method === 'DELETE' ? 'query' : 'body'
}

function keyWords({ key, sidecar }: Endpoint): string {
  if (key !== 'api') return keys[key]
  return `${keys.api}; a sidecar key ${sidecar ? 'works too' : 'does not work, as far as is documented'}`
}

function repeatWords({ repeat, doneWhen }: Endpoint): string {
  if (doneWhen === undefined) return repeats[repeat]
  const anchor = doneWhen === 404 ? 'http-404' : doneWhen.toLowerCase()
  const answer = `[${code(doneWhen === 404 ? 'HTTP 404' : doneWhen)}](errors.md#${anchor})`
  return `${repeats[repeat]}. On a repeat, ${answer} shows that an earlier attempt arrived, and counts as its success`
}

function pagingWords({ paging }: Endpoint): string[] {
  if (!paging) return []
  return [
    `List: ${paging.offset ? '`await` returns one page, `all()` the items of all pages, `for await` every item, page by page' : '`await` returns all items at once; `all()` and `for await` work too'}.`,
  ]
}

function listOf(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n')
}
