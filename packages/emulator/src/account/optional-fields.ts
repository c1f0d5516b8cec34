/** Fields that may be absent or undefined, with the same meaning. */
export type OptionalFields<Fields> = { [Name in keyof Fields]?: Fields[Name] | undefined }

/** Returns the fields that are not undefined. An undefined field would replace its default. */
export function dropUndefined<Fields extends object>(fields: Fields): Partial<Exact<Fields>> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<Exact<Fields>>
}

type Exact<Fields> = { [Name in keyof Fields]: Exclude<Fields[Name], undefined> }
