import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEditorProject, type EditorProject } from './editor-project.ts'

const start = `import { createWazzup, createWebhooks } from '@wazzup-kit/core'
const wazzup = createWazzup({ apiKey: 'key' })
const webhooks = createWebhooks({ secret: 'secret', wazzup })
`

const sends = [
  `chatType: 'whatsapp', chatId: '79011112233', text: 'Hello'`,
  `chatType: 'whatsapp', chatId: '79011112233', contentUri: 'https://example.com/a.png'`,
  `chatType: 'whatsapp', chatId: '79011112233', templateId: 't', templateValues: ['Anna']`,
  `chatType: 'viber', chatId: '79011112233', text: 'Hello'`,
  `chatType: 'instagram', chatId: 'anna', text: 'Hello'`,
  `chatType: 'telegram', username: 'anna', text: 'Hello'`,
  `chatType: 'max', chatId: '1', text: 'Hello', buttonsObject: { buttons: [[{ type: 'message', text: 'Yes' }]] }`,
].map((fields) => `void wazzup.messages.send({ channelId: 'c', ${fields} })\n`)

const handlers = [
  `'message', async ({ text }, { reply }) => { if (text) await reply({ text }) }`,
  `'missedCall', (_, { reply }) => reply({ text: 'You called' })`,
  `'groupMessage', ({ text }) => console.log(text)`,
  `'echo', ({ error }) => console.log(error?.meaning)`,
  `'messageEdited', ({ oldInfo }) => console.log(oldInfo)`,
  `'status', ({ status }, { wazzup }) => console.log(status, wazzup.channels)`,
  `'channel', ({ state }) => console.log(state)`,
  `'template', ({ status }) => console.log(status)`,
  `'createContact', ({ name, contactData }) => ({ id: 1, responsibleUserId: 2, name: name ?? '', contactData })`,
  `'createDeal', async ({ contacts }) => ({ id: 1, responsibleUserId: 2, name: 'Deal', contacts, closed: false })`,
].map((handler) => `webhooks.on(${handler})\n`)

let project: EditorProject

beforeAll(async () => {
  project = await createEditorProject()
})

afterAll(() => project.close())

/** Returns the number of instantiations that type-checking a program needs. */
function countInstantiations(content: string): number {
  const { path, service } = project.open(content)
  const program = service.getProgram()!
  const diagnostics = program.getSemanticDiagnostics(program.getSourceFile(path))
  expect(diagnostics.map(({ messageText }) => messageText)).toEqual([])
  return program.getInstantiationCount()
}

test.each([
  { what: '70 sends', content: sends.join('').repeat(10), budget: 1_000 },
  { what: '20 handlers', content: handlers.join('').repeat(2), budget: 2_000 },
])('$what need fewer than $budget instantiations', ({ content, budget }) => {
  const cost = countInstantiations(start + content) - countInstantiations(start)
  expect(cost).toBeGreaterThan(0)
  expect(cost).toBeLessThan(budget)
})
