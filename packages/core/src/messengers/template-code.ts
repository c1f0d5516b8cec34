/** Returns whether a text is the code of a WABA template with its values, `@template: <guid> { [[value]] }`, the older way to send one. */
export function isTemplateCode(text: unknown): text is string {
  return typeof text === 'string' && /^\s*@template:/.test(text)
}

/** Returns the values in the code of a template, in their order. */
export function valuesOf(code: string): string[] {
  return Array.from(code.matchAll(/\[\[([^[\]]*)\]\]/g), ([, value]) => value ?? '')
}
