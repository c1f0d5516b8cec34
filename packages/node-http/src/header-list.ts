/** The headers of a response, with the methods of `Headers`. Loading Node's own class would take 13 MB of memory. */
export class HeaderList {
  /** Names and values in turn, in the order and case of the response. */
  readonly #raw: readonly string[]

  constructor(raw: readonly string[]) {
    this.#raw = raw
  }

  get(name: string): string | null {
    const wanted = name.toLowerCase()
    const raw = this.#raw
    let value: string | null = null
    for (let index = 0; index < raw.length; index += 2) {
      const candidate = raw[index]!
      if (candidate.length !== wanted.length || candidate.toLowerCase() !== wanted) continue
      value = value === null ? raw[index + 1]! : `${value}, ${raw[index + 1]!}`
    }
    return value
  }

  has(name: string): boolean {
    return this.get(name) !== null
  }

  getSetCookie(): string[] {
    const raw = this.#raw
    return raw.filter((_, index) => index % 2 === 1 && raw[index - 1]!.toLowerCase() === 'set-cookie')
  }

  /** Returns the names in lower case and sorted, each once. Only `set-cookie` is not joined. */
  *entries(): IterableIterator<[string, string]> {
    const names = new Set(this.#raw.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase()))
    for (const name of [...names].sort()) {
      if (name === 'set-cookie') for (const cookie of this.getSetCookie()) yield [name, cookie]
      else yield [name, this.get(name)!]
    }
  }

  *keys(): IterableIterator<string> {
    for (const [name] of this.entries()) yield name
  }

  *values(): IterableIterator<string> {
    for (const [, value] of this.entries()) yield value
  }

  forEach(visit: (value: string, name: string, headers: HeaderList) => void, receiver?: unknown): void {
    for (const [name, value] of this.entries()) visit.call(receiver, value, name, this)
  }

  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.entries()
  }
}
