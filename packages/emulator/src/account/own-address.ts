/**
 * Address at which an emulator listens. Links in its responses and webhooks lead to it. Other machines may have another
 * name for it, so the server gives the address that the current request uses.
 */
export interface OwnAddress {
  /** Returns a link to a path of the emulator; undefined while it does not listen. */
  linkTo(path: string): string | undefined
  /** Returns the origin of the address, which all accounts of a port have; undefined while it does not listen. */
  origin(): string | undefined
  /** Sets a function that returns the address. Returns a function that removes it. */
  set(url: () => string): () => void
}

/** Creates the address of an emulator that does not listen yet. With several addresses, links lead to the newest. */
export function createOwnAddress(): OwnAddress {
  const urls: (() => string)[] = []
  const newest = (): string | undefined => urls.at(-1)?.()
  return {
    linkTo(path) {
      const url = newest()
      return url === undefined ? undefined : `${url}${path}`
    },
    origin() {
      const url = newest()
      return url === undefined ? undefined : new URL(url).origin
    },
    set(url) {
      urls.push(url)
      return () => void urls.splice(urls.indexOf(url), 1)
    },
  }
}
