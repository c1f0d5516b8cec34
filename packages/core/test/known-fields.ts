/** A type without its index signatures, at any depth: the output of a loose schema without unknown fields. */
export type KnownFields<T> = T extends readonly (infer Item)[]
  ? KnownFields<Item>[]
  : T extends object
    ? { [Key in keyof T as string extends Key ? never : Key]: KnownFields<T[Key]> }
    : T
