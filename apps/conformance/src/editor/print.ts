import { writeFileSync } from 'node:fs'
import { createEditorProject } from './editor-project.ts'
import { printEditor } from './print-editor.ts'
import { showScene } from './show-scene.ts'

const project = await createEditorProject()
writeFileSync(
  new URL('editor.md', import.meta.url),
  printEditor((scene) => showScene(project, scene)),
)
await project.close()
