import type { EditorProject } from './editor-project.ts'
import { scenes, type Scene } from './scenes.ts'
import { showScene } from './show-scene.ts'

const titles: Record<Scene['kind'], string> = {
  hover: 'Hovers',
  completion: 'Completions',
  mistake: 'Errors of the compiler',
}

/** Returns the text of editor.md: what an editor shows at each scene. */
export function printEditor(project: EditorProject): string {
  const parts = Object.entries(titles).map(([kind, title]) => {
    const own = scenes.filter((scene) => scene.kind === kind)
    return [`## ${title}`, ...own.map((scene) => `\`\`\`\n${scene.code}\n\n${showScene(project, scene)}\n\`\`\``)].join(
      '\n\n',
    )
  })
  const intro =
    'What an editor shows with the packed packages. `¦` is the cursor. Printed by `pnpm --filter @wazzup-kit/conformance editor`; read each change line by line.'
  return ['# What editors show', intro, ...parts].join('\n\n') + '\n'
}
