/** A type without its index signatures, down to the last object: what a loose schema reads, less what it lets through. */
export type KnownFields<T> = T extends readonly (infer Item)[]
  ? KnownFields<Item>[]
  : T extends object
    ? { [Key in keyof T as string extends Key ? never : Key]: KnownFields<T[Key]> }
    : T
