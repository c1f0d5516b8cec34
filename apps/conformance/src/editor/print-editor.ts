import { scenes, type Scene } from './scenes.ts'

const titles: Record<Scene['kind'], string> = {
  hover: 'Hovers',
  completion: 'Completions',
  mistake: 'Errors of the compiler',
}

/** Returns the text of editor.md. `show` returns what an editor shows at a scene. */
export function printEditor(show: (scene: Scene) => string): string {
  const parts = Object.entries(titles).map(([kind, title]) => {
    const own = scenes.filter((scene) => scene.kind === kind)
    return [`## ${title}`, ...own.map((scene) => `\`\`\`\n${scene.code}\n\n${show(scene)}\n\`\`\``)].join('\n\n')
  })
  const intro =
    'What an editor shows with the packed packages. `¦` is the cursor. Printed by `pnpm --filter @wazzup-kit/conformance editor`; read each change line by line.'
  return ['# What editors show', intro, ...parts].join('\n\n') + '\n'
}
