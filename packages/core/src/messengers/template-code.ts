/** Whether a text is the older way to send a WABA template: its filled code, `@template: <guid> { [[value]] }`. */
export function isTemplateCode(text: unknown): text is string {
  return typeof text === 'string' && /^\s*@template:/.test(text)
}

/** The values that stand in a filled template code, in their order. */
export function valuesOf(code: string): string[] {
  return Array.from(code.matchAll(/\[\[([^[\]]*)\]\]/g), ([, value]) => value ?? '')
}
