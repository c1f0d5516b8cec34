/** Returns the code of an error of the system, for example `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  return (error as { code?: string | undefined }).code
}
