import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { createEditorProject } from './editor-project.ts'
import { printEditor } from './print-editor.ts'
import { scenes, type Scene } from './scenes.ts'
import { showScene } from './show-scene.ts'

let shown: ReadonlyMap<Scene, string>

beforeAll(async () => {
  const project = await createEditorProject()
  shown = new Map(scenes.map((scene) => [scene, showScene(project, scene)]))
  await project.close()
})

test('editor.md contains what an editor shows; print it again with `pnpm --filter @wazzup-kit/conformance editor`', () => {
  expect(printEditor((scene) => shown.get(scene)!)).toBe(readFileSync(new URL('editor.md', import.meta.url), 'utf8'))
})

describe.each(scenes)('$kind $code', (scene) => {
  test('shows something', () => {
    expect(shown.get(scene)).not.toBe('')
  })

  test('shows no type of the schema library', () => {
    expect(shown.get(scene)).not.toMatch(/\b\w+(Schema|Action)\b|SchemaWith/)
  })
})

test('each hover shows a docstring, except a parameter', () => {
  const hovers = scenes.filter(({ kind }) => kind === 'hover')
  const withoutText = hovers.filter((scene) => /^\(\w+\) [^\n]*$/.test(shown.get(scene)!))
  expect(withoutText.map(({ code }) => code)).toEqual(["webhooks.on('message', (¦message) => {})"])
})

test.each([
  ['wazzup.messages.send({ ...whatsapp })', 'text'],
  ["wazzup.messages.send({ channelId, chatType: 'whatsapp', text: 'Hello' })", 'chatId'],
  ["wazzup.messages.send({ chatType: 'whatsapp', chatId: '1', text: 'Hello' })", 'channelId'],
  ["wazzup.messages.edit({ messageId: '1' })", 'text'],
])('the second line of the error of %s says that %s is missing', (code, field) => {
  const scene = scenes.find((each) => each.code === code)!
  expect(shown.get(scene)!.split('\n')[1]).toContain(`Property '${field}' is missing`)
})
