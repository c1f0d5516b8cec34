import type { MessageType } from '../webhooks/message-items.ts'
import type { OwnAddress } from './own-address.ts'
import { createRandom, type Random } from './random.ts'
import type { State } from './state.ts'

/** A file that a customer or an operator sends. */
export interface SimulatedFile {
  /** Name of the file. */
  name: string
  /** Content: bytes, or a data URL in base64. */
  data: string | Uint8Array
}

/** The content of a file. */
interface KeptFile {
  type: string
  bytes: Uint8Array<ArrayBuffer>
}

/** The files of messages: the newest ones that were given, up to a total size, and placeholders for all others. */
export interface Files {
  /** Keeps a file, and returns the link to it. Throws when it is not a data URL. */
  keep(file: SimulatedFile): { contentUri: string; type: MessageType }
  /** Returns a link to a placeholder. */
  linkToPlaceholder(name: string): string
  /** Responds to a request for a file; undefined when the path is not that of a file. */
  respond(request: Request): Response | undefined
  reset(): void
}

const MOST_FILES = 200
const MOST_BYTES = 32 * 1024 * 1024

/** The host of files while the emulator does not listen. It does not exist, so no test loads from the real store. */
const STORE = 'https://store.emulator.invalid'

/** Types that a browser displays or plays. All other files have no type, because an HTML file would run in this origin. */
const harmless = /^(image\/(png|jpeg|gif|webp)|audio\/[\w.+-]+|video\/[\w.+-]+|application\/pdf)$/

const typeOfEnding: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  ogg: 'audio/ogg',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
  pdf: 'application/pdf',
}

/** A JPEG of one pixel. */
const PICTURE =
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA='

const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0))

const typeOfName = (name: string): string => typeOfEnding[name.split('.').at(-1)!.toLowerCase()] ?? ''

function readFile({ name, data }: SimulatedFile): KeptFile {
  if (typeof data !== 'string') return { type: typeOfName(name), bytes: Uint8Array.from(data) }
  const [, type = '', base64 = ''] = /^data:([\w/.+-]*)[^,]*;base64,([A-Za-z0-9+/]*={0,2})$/.exec(data) ?? []
  if (base64 === '') throw new Error('"file.data" must be a data URL in base64')
  return { type: type.toLowerCase(), bytes: fromBase64(base64) }
}

function placeholderOf(name: string): KeptFile {
  const type = typeOfName(name)
  return { type, bytes: type === 'image/jpeg' ? fromBase64(PICTURE) : new TextEncoder().encode(`Emulated ${name}`) }
}

function messageTypeOf(type: string): MessageType {
  const [kind] = type.split('/')
  return kind === 'image' || kind === 'audio' || kind === 'video' ? kind : 'document'
}

/** Returns a hash of the content, as links to Wazzup's store have it. */
function hashOf({ name }: SimulatedFile, { bytes }: KeptFile): string {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  return createRandom(`${name}/${text}`).hex(32)
}

/** Creates the files of an account. Links to placeholders have ids of `ids`. */
export function createFiles(state: State, address: OwnAddress, ids: Random): Files {
  const files = new Map<string, KeptFile>()
  let bytesKept = 0

  function forget(id: string): void {
    bytesKept -= files.get(id)?.bytes.length ?? 0
    files.delete(id)
  }

  const linkTo = (id: string, name: string): string =>
    `${address.origin() ?? STORE}/${id}/?filename=${encodeURIComponent(name)}`

  /** Returns the placeholder of a message; undefined when no message has a link to this path. */
  function findPlaceholder({ pathname, search, searchParams }: URL): KeptFile | undefined {
    const link = `${pathname}${search}`
    const isLinked = [...state.messages.values()].some(({ contentUri }) => contentUri?.endsWith(link))
    return isLinked ? placeholderOf(searchParams.get('filename') ?? '') : undefined
  }

  return {
    keep(file) {
      const kept = readFile(file)
      const id = hashOf(file, kept)
      forget(id)
      files.set(id, kept)
      bytesKept += kept.bytes.length
      for (const oldest of files.keys()) if (files.size > MOST_FILES || bytesKept > MOST_BYTES) forget(oldest)
      return { contentUri: linkTo(id, file.name), type: messageTypeOf(kept.type) }
    },
    linkToPlaceholder: (name) => linkTo(ids.hex(32), name),
    respond(request) {
      const url = new URL(request.url)
      const [, id] = /^\/([0-9a-f]{32})\/$/.exec(url.pathname) ?? []
      if (id === undefined || !['GET', 'HEAD'].includes(request.method)) return undefined
      const file = files.get(id) ?? findPlaceholder(url)
      if (!file) return undefined
      return new Response(request.method === 'GET' ? file.bytes : null, {
        headers: {
          'content-length': String(file.bytes.length),
          'content-type': harmless.test(file.type) ? file.type : 'application/octet-stream',
          'content-disposition': 'attachment',
          'content-security-policy': 'sandbox',
          'x-content-type-options': 'nosniff',
          'x-frame-options': 'DENY',
          // The page may have another name of this machine than the link.
          'cross-origin-resource-policy': 'cross-origin',
        },
      })
    },
    reset() {
      files.clear()
      bytesKept = 0
    },
  }
}
