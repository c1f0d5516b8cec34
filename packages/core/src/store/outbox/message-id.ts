/** Returns a UUID of version 8 made of a hash of 32 hexadecimal digits. https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-8 */
export function messageIdOf(hash: string): string {
  const variant = ((Number.parseInt(hash[16]!, 16) & 0x3) | 0x8).toString(16)
  const digits = `${hash.slice(0, 12)}8${hash.slice(13, 16)}${variant}${hash.slice(17, 32)}`
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
