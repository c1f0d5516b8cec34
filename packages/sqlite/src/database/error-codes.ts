/** Result codes of SQLite, https://www.sqlite.org/rescode.html */
export const errorCodes = { busy: 5, notADatabase: 26 } as const

/** Returns the result code of an error of `node:sqlite`; undefined for any other error. */
export function errorCodeOf(error: unknown): number | undefined {
  const { code, errcode } = error as { code?: string; errcode?: number }
  return code === 'ERR_SQLITE_ERROR' ? errcode : undefined
}
