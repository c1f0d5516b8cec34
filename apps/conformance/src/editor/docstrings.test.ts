import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEditorProject, packageNames, type EditorProject } from './editor-project.ts'
import { listPublicSymbols, type PublicSymbol } from './public-symbols.ts'

let project: EditorProject
let symbols: PublicSymbol[]

beforeAll(async () => {
  project = await createEditorProject()
  symbols = listPublicSymbols(project)
})

afterAll(() => project.close())

test.each([
  'Emulator.simulate.customer.send',
  'Emulator.simulate.operator.send',
  'Emulator.simulate.message.failNext',
  'Emulator.simulate.channel.setState',
  'Emulator.simulate.template.setStatus',
  'Emulator.simulate.contact.askFor',
  'Emulator.simulate.deal.askFor',
  'CallFaults.next',
  'DeliveryFaults.release',
  'Clock.advance',
  'CallFaultSettings.too many requests.retryAfter',
  'DeliveryFaultSettings.burst.size',
])('the list of public names contains the verb or setting %s of the emulator', (name) => {
  expect(symbols.map((symbol) => symbol.name)).toContain(`@wazzup-kit/emulator ${name}`)
})

test.each(packageNames)('every export and every member of %s shows a docstring', (name) => {
  const own = symbols.filter((symbol) => symbol.name.startsWith(`@wazzup-kit/${name}`))
  expect(own.length).toBeGreaterThan(0)
  expect(own.filter(({ hasDocumentation }) => !hasDocumentation).map((symbol) => symbol.name)).toEqual([])
})
