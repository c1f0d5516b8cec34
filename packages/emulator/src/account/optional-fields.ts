/** Fields that may be left out, or be undefined, which is the same. */
export type OptionalFields<Fields> = { [Name in keyof Fields]?: Fields[Name] | undefined }

/** Returns the fields that are given. An undefined one would take the place of its default. */
export function dropUndefined<Fields extends object>(fields: Fields): Partial<Exact<Fields>> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<Exact<Fields>>
}

type Exact<Fields> = { [Name in keyof Fields]: Exclude<Fields[Name], undefined> }
