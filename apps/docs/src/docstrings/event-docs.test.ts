import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { beforeAll, expect, test } from 'vitest'

// Editors must show the fields of an event with their docstrings, and no internals of the schemas.

const file = fileURLToPath(import.meta.resolve('@wazzup-kit/core'))
const consumer = `${file}.hover.ts`
const source = `import type { ChannelUpdate, Events, Message } from './index.ts'
declare const event: Events['message']
declare const message: Message
declare const update: ChannelUpdate
void [event.text, message.dateTime, update.qr, message.contact?.username, message.instPost?.description]
`
let service: ts.LanguageService

beforeAll(() => {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.es2024.d.ts', 'lib.webworker.d.ts'],
    allowImportingTsExtensions: true,
    strict: true,
    noEmit: true,
    types: [],
  }
  service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [consumer],
    getScriptVersion: () => '1',
    getScriptSnapshot: (name) => {
      const text = name === consumer ? source : ts.sys.readFile(name)
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text)
    },
    getCurrentDirectory: () => fileURLToPath(new URL('.', import.meta.url)),
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (name) => name === consumer || ts.sys.fileExists(name),
    readFile: ts.sys.readFile,
  })
}, 60_000)

/** Returns the type and docstring that an editor shows for the last word of a text. */
function hover(text: string): { type: string; words: string } {
  const info = service.getQuickInfoAtPosition(consumer, source.indexOf(text) + text.length - 1)
  return { type: ts.displayPartsToString(info?.displayParts), words: ts.displayPartsToString(info?.documentation) }
}

test.each([
  ['event.text', /^\(property\) MessageFields\.text\?: string \| null \| undefined$/, /^The text\. Images/],
  ['message.dateTime', /^\(property\) MessageFields\.dateTime\?: string \| undefined$/, /ISO 8601 in UTC/],
  [
    'update.qr',
    /^\(property\) ChannelUpdate\.qr\?: string \| null \| undefined$/,
    /as a data URL. Only in the state `qr`/,
  ],
  ['contact?.username', /^\(property\) MessageContact\.username\?: /, /without `@`/],
  ['instPost?.description', /^\(property\) InstagramPost\.description\?: /, /The text of the post/],
])('an editor shows the type and docstring of %s', (text, type, words) => {
  expect(hover(text).type).toMatch(type)
  expect(hover(text).words).toMatch(words)
})

test('an editor shows the type of an event by its name, without internals of a schema', () => {
  expect(hover('const message').type).toBe('const message: Message')
  expect(hover('const event').type).toBe('const event: Message')
})

test('every field of every event has a docstring, including the fields of nested objects', () => {
  const program = service.getProgram()!
  const checker = program.getTypeChecker()
  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(file)!)!)
  const events = checker.getDeclaredTypeOfSymbol(exported.find(({ name }) => name === 'Events')!)
  const own = (type: ts.Type): ts.Type | undefined => {
    const item = checker.getIndexTypeOfType(checker.getNonNullableType(type), ts.IndexKind.Number)
    const inner = checker.getNonNullableType(item ?? type)
    const declared = inner.getSymbol()?.declarations?.[0]?.getSourceFile().fileName
    return declared?.includes('/packages/core/src/webhooks/') && !inner.isUnion() ? inner : undefined
  }
  let fields = 0
  const bare = (type: ts.Type, path: string): string[] =>
    type.getProperties().flatMap((property) => {
      fields++
      const name = `${path}.${property.name}`
      const words = ts.displayPartsToString(property.getDocumentationComment(checker))
      const inner = own(checker.getTypeOfSymbol(property))
      return [
        ...(words === '' && property.name !== 'kind' ? [name] : []),
        ...(inner && property.name !== 'author' && path.split('.').length < 4 ? bare(inner, name) : []),
      ]
    })
  const found = events.getProperties().flatMap((kind) => bare(checker.getTypeOfSymbol(kind), kind.name))
  expect([...new Set(found)]).toEqual([])
  expect(fields).toBeGreaterThan(400)
})
