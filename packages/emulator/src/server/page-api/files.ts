/** A file that a customer sends. */
interface KeptFile {
  name: string
  type: string
  bytes: Uint8Array<ArrayBuffer>
}

/** The newest files that customers sent, up to a total size. */
export interface Files {
  /** Keeps a file, and returns its id. Throws when it is not a data URL. */
  keep(name: string, dataUrl: string): string
  find(id: string): KeptFile | undefined
  reset(): void
}

const MOST_FILES = 200
const MOST_BYTES = 32 * 1024 * 1024

/**
 * Types that a browser displays or plays. All other files are only downloaded, because an HTML file would run in this
 * origin.
 */
const harmless = /^(image\/(png|jpeg|gif|webp)|audio\/[\w.+-]+|video\/[\w.+-]+|application\/pdf)$/

export const isHarmless = (type: string): boolean => harmless.test(type)

export function createFiles(): Files {
  const files = new Map<string, KeptFile>()
  let bytesKept = 0

  function forget([id, { bytes }]: [string, KeptFile]): void {
    files.delete(id)
    bytesKept -= bytes.length
  }

  return {
    keep(name, dataUrl) {
      const [, given = '', base64 = ''] = /^data:([\w/.+-]*)[^,]*;base64,([A-Za-z0-9+/]*={0,2})$/.exec(dataUrl) ?? []
      if (base64 === '') throw new Error('"file.data" must be a data URL in base64')
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
      // The id cannot be guessed, so no other page can load the file.
      const id = crypto.randomUUID()
      files.set(id, { name, type: given.toLowerCase(), bytes })
      bytesKept += bytes.length
      for (const entry of files) if (files.size > MOST_FILES || bytesKept > MOST_BYTES) forget(entry)
      return id
    },
    find: (id) => files.get(id),
    reset() {
      files.clear()
      bytesKept = 0
    },
  }
}
