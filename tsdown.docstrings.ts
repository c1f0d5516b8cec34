/** The part of a bundle that the plugin reads and changes. */
type Bundle = Readonly<Record<string, { fileName: string; code?: string }>>

/**
 * Puts each docstring of a declaration file on a line of its own. The printer of declarations writes a docstring of one line
 * behind the `;` of the property before it, where editors do not find it. Use it in `outputOptions.plugins`, because the
 * declarations of CommonJS are built without the other plugins.
 */
export const docstringLines = {
  name: 'docstring-lines',
  generateBundle(_options: unknown, bundle: Bundle): void {
    for (const file of Object.values(bundle)) {
      if (file.code !== undefined && /\.d\.c?ts$/.test(file.fileName)) file.code = withDocstringLines(file.code)
    }
  },
}

function withDocstringLines(declarations: string): string {
  return declarations
    .replaceAll(/^( *)(\S.*[;{]) (\/\*\* .* \*\/)$/gm, '$1$2\n$1$3')
    .replaceAll(/^( *)(\/\*\* .* \*\/)(?=\S)/gm, '$1$2\n$1')
}
