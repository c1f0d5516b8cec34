/** Throws when two values differ. Missing and undefined fields are the same. */
export function expectSame(actual: unknown, expected: unknown, what: string): void {
  const [found, wanted] = [show(actual), show(expected)]
  if (found !== wanted) throw new Error(`${what}: expected ${wanted}, but got ${found}`)
}

/** Throws when a value lacks one of the expected fields, or has another value in it. */
export function expectFields(actual: unknown, expected: Readonly<Record<string, unknown>>, what: string): void {
  if (!isObject(actual)) throw new Error(`${what}: expected ${show(expected)}, but got ${show(actual)}`)
  expectSame(Object.fromEntries(Object.keys(expected).map((name) => [name, actual[name]])), expected, what)
}

/** Throws the text when the condition is false. */
export function expectTrue(condition: boolean, text: string): void {
  if (!condition) throw new Error(text)
}

/** Throws when a promise is not rejected. */
export async function expectRejection(promise: Promise<unknown>, what: string): Promise<void> {
  const rejected = await promise.then(
    () => false,
    () => true,
  )
  expectTrue(rejected, `${what}: expected a rejected promise`)
}

/** Waits up to five seconds until the condition is true. */
export async function expectSoon(condition: () => boolean, text: string): Promise<void> {
  for (let turn = 0; turn < 500 && !condition(); turn++) await new Promise((resolve) => setTimeout(resolve, 10))
  expectTrue(condition(), text)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** Prints a value with the fields of its objects in one order. In a list, undefined differs from null. */
function show(value: unknown): string {
  if (value === undefined) return 'undefined'
  return JSON.stringify(value, (_name, each: unknown) => {
    if (Array.isArray(each)) return each.map((item: unknown) => (item === undefined ? '(undefined)' : item))
    if (!isObject(each)) return each
    return Object.fromEntries(Object.entries(each).toSorted(([one], [other]) => (one < other ? -1 : 1)))
  })
}
