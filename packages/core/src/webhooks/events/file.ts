import type { MessageFields } from './message-events.ts'

/** The file of a message. */
export interface MessageFile {
  /** Its address, as Wazzup sent it. How long it can be read is undocumented. */
  url: string
  /**
   * Its name, decoded. The customer chose it, so it is no proof of the type; it holds no folder and no control character.
   * Missing when the address has none.
   */
  name?: string | undefined
  /** Names the content: equal for equal files. Observed in production in addresses of Wazzup's store. */
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

/** By hand: an address that `URL` rejects still has a name in it. */
function partsOf(address: string): { path: string; query: string } {
  const [whole = ''] = address.split('#', 1)
  const start = whole.indexOf('?')
  const place = start === -1 ? whole : whole.slice(0, start)
  return {
    path: place.replace(/^[a-z][a-z\d+.-]*:\/\/[^/]*/i, ''),
    query: start === -1 ? '' : whole.slice(start + 1),
  }
}

/** Percent-encoded UTF-8. What is encoded otherwise stays as it is, but for the characters that can be read. */
function decode(text: string): string {
  // A form writes blanks as plus signs; where blanks are written as %20, a plus sign is one.
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

/** The last part of a path, which another program may take for a place to write to. */
function nameIn(path: string): string | undefined {
  // Controls of direction, too: they make "exe.pdf" of what ends in "fdp.exe".
  const name = path
    .split(/[/\\]/)
    .at(-1)!
    .replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, '')
    .trim()
  return name === '' || /^\.+$/.test(name) ? undefined : name
}
