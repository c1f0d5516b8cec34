/** Address at which an emulator listens. Links in its responses and webhooks lead to it. */
export interface OwnAddress {
  /** Returns a link to a path of the emulator; undefined while it does not listen. */
  linkTo(path: string): string | undefined
  /** Returns the origin of the address, which all accounts of a port have; undefined while it does not listen. */
  origin(): string | undefined
  /** Sets the address. Returns a function that removes it. */
  set(url: string): () => void
}

/** Creates the address of an emulator that does not listen yet. With several addresses, links lead to the newest. */
export function createOwnAddress(): OwnAddress {
  const urls: string[] = []
  return {
    linkTo: (path) => (urls.length === 0 ? undefined : `${urls.at(-1)}${path}`),
    origin: () => (urls.length === 0 ? undefined : new URL(urls.at(-1)!).origin),
    set(url) {
      urls.push(url)
      return () => void urls.splice(urls.indexOf(url), 1)
    },
  }
}
