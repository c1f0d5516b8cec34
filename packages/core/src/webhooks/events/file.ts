import type { MessageFields } from './message-events.ts'

/** The file of a message. */
export interface MessageFile {
  /** Address of the file, as Wazzup sent it. It is undocumented how long it can be read. */
  url: string
  /**
   * Decoded name of the file, without folders and control characters. The customer chose it, so it does not prove the type.
   * Missing when the address has no name.
   */
  name?: string | undefined
  /** Hash of the content, equal for equal files. Observed in production in addresses of Wazzup's store. */
  hash?: string | undefined
  /** Whether it is a sticker of WhatsApp. */
  isSticker: boolean
}

/** The path of a file in Wazzup's store: `https://store.wazzup24.com/<content hash>/?filename=...`. */
const storePath = /^\/([\da-f]{8,})\/?$/i

/**
 * Returns the file of a message, undefined when it has none.
 *
 * @example
 * webhooks.on('message', (message) => {
 *   const file = getFile(message)
 *   if (file) console.log(file.name, file.url)
 * })
 */
export function getFile({ contentUri }: Pick<MessageFields, 'contentUri'>): MessageFile | undefined {
  if (!contentUri) return undefined
  const { path, query } = partsOf(contentUri)
  const hash = storePath.exec(path)?.[1]
  const named = /(?:^|&)filename=([^&]*)/i.exec(query)?.[1]
  const name = named ? nameIn(decode(named)) : hash === undefined ? nameIn(decode(path)) : undefined
  return {
    url: contentUri,
    ...(name !== undefined && { name }),
    ...(hash !== undefined && { hash: hash.toLowerCase() }),
    isSticker: name !== undefined && /\.was$/i.test(name),
  }
}

/** Does not use `URL`, because an address that it rejects may still contain a name. */
function partsOf(address: string): { path: string; query: string } {
  const [whole = ''] = address.split('#', 1)
  const start = whole.indexOf('?')
  const place = start === -1 ? whole : whole.slice(0, start)
  return {
    path: place.replace(/^[a-z][a-z\d+.-]*:\/\/[^/]*/i, ''),
    query: start === -1 ? '' : whole.slice(start + 1),
  }
}

/** Decodes percent-encoded UTF-8. Sequences in another encoding stay as they are. */
function decode(text: string): string {
  // Forms encode spaces as plus signs; in a text that has %20, a plus sign is a plus sign.
  const spaced = text.includes('%20') ? text : text.replaceAll('+', ' ')
  try {
    return decodeURIComponent(spaced)
  } catch {
    return spaced.replaceAll(/(?:%[\da-f]{2})+/gi, (encoded) => decodeOr(encoded))
  }
}

function decodeOr(encoded: string): string {
  try {
    return decodeURIComponent(encoded)
  } catch {
    return encoded
  }
}

/** Returns the last part of a path, because a program that saves the file may use the name as a path. */
function nameIn(path: string): string | undefined {
  // Also removes direction controls, which display "fdp.exe" as "exe.pdf".
  const name = path
    .split(/[/\\]/)
    .at(-1)!
    .replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, '')
    .trim()
  return name === '' || /^\.+$/.test(name) ? undefined : name
}
