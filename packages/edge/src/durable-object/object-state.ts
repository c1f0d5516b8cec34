/** A value of a row or of a parameter. */
export type SqlValue = string | number | null

/** The part of Cloudflare's `DurableObjectStorage` that a store uses. */
export interface ObjectStorage {
  /** The SQLite database of the object. */
  readonly sql: {
    /** Runs statements. */
    exec(query: string, ...bindings: SqlValue[]): { toArray(): object[] }
    /** Size of what is stored, in bytes. */
    readonly databaseSize: number
  }
  /** Makes all changes of a function, or none if it throws. */
  transactionSync<Result>(run: () => Result): Result
  /** Sets when the alarm of the object goes off, in milliseconds since 1970. */
  setAlarm(time: number): Promise<void>
}

/** The part of Cloudflare's `DurableObjectState` that a bot uses. */
export interface ObjectState {
  /** The id of the object. */
  readonly id: {
    /** The name with which a Worker asked for the object. */
    readonly name?: string | undefined
    toString(): string
  }
  /** The storage of the object. */
  readonly storage: ObjectStorage
}
