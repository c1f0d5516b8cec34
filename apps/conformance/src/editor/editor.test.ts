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

test('each hover shows a docstring, except a parameter and two fields that the inputs of a send declare differently', () => {
  const hovers = scenes.filter(({ kind }) => kind === 'hover')
  const withoutText = hovers.filter((scene) => /^\(\w+\) [^\n]*$/.test(shown.get(scene)!))
  expect(withoutText.map(({ code }) => code)).toEqual([
    "wazzup.messages.send({ ...whatsapp, ¦text: 'Hello' })",
    "wazzup.messages.send({ channelId, ¦chatType: 'viber', chatId: '79011112233', text: 'Hello' })",
    "webhooks.on('message', (¦message) => {})",
  ])
})
