declare const hint: unique symbol

/** A type that no value has. A compiler error that names it says what to write instead. */
export interface Hint<Text extends string> {
  /** What to write instead. */
  readonly [hint]: Text
}
