import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createEditorProject, type EditorProject } from './editor-project.ts'
import { printEditor } from './print-editor.ts'
import { scenes } from './scenes.ts'
import { showScene } from './show-scene.ts'

let project: EditorProject

beforeAll(async () => {
  project = await createEditorProject()
})

afterAll(() => project.close())

test('editor.md contains what an editor shows; print it again with `pnpm --filter @wazzup-kit/conformance editor`', () => {
  expect(printEditor(project)).toBe(readFileSync(new URL('editor.md', import.meta.url), 'utf8'))
})

describe('each scene', () => {
  test.each(scenes)('$kind $code shows something', (scene) => {
    expect(showScene(project, scene)).not.toBe('')
  })

  test.each(scenes)('$kind $code shows no type of the schema library', (scene) => {
    expect(showScene(project, scene)).not.toMatch(/\b\w+(Schema|Action)\b|SchemaWith/)
  })
})
