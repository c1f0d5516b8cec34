import type * as v from 'valibot'
import type { Schema } from '../schema/schema.ts'

/** A method whose type is written by hand, because a schema cannot say it: `send` knows what each messenger takes. */
export type WrittenMethod = (input: never, ...rest: never[]) => Promise<unknown>

/**
 * Nothing when the input of a written method has the fields of the schema: the same names, the same kinds of values at
 * every depth, and the same fields required. Otherwise a property that no definition has, so that it does not compile.
 * docs/decisions/send-input-once.md
 */
export type Agreement<Written extends WrittenMethod, Input extends Schema> = [
  Difference<Parameters<Written>[0], v.InferInput<Input>>,
] extends [never]
  ? unknown
  : { 'method and schema differ in': Difference<Parameters<Written>[0], v.InferInput<Input>> }

/** The names of the fields in which two inputs differ. */
export type Difference<One, Other> = {
  [Name in NamesOf<One> | NamesOf<Other>]: IsSame<
    [Shape<ValueOf<One, Name>>, IsRequired<One, Name>],
    [Shape<ValueOf<Other, Name>>, IsRequired<Other, Name>]
  > extends true
    ? never
    : Name
}[NamesOf<One> | NamesOf<Other>]

/**
 * What a value consists of. The members of a union count as one: a written type lists what goes together, and the
 * schema is one object with all of it.
 */
type Shape<Value> =
  | (Value extends string ? 'text' : never)
  | (Value extends number ? 'number' : never)
  | (Value extends boolean ? 'boolean' : never)
  | (Value extends null ? 'null' : never)
  | (Value extends readonly unknown[] ? 'list' : never)
  | ShapeOfItems<ItemOf<Value>>
  | ShapeOfObject<ObjectIn<Value>>

/** Buttons stand in a list or in rows, so the items of a list and those of its inner lists count as one. */
type ShapeOfItems<Item> = [Item] extends [never]
  ? never
  : {
      items: Shape<Exclude<Item, readonly unknown[]> | ItemOf<Item>>
      rows: [ItemOf<Item>] extends [never] ? false : true
    }

type ShapeOfObject<Value> = [Value] extends [never]
  ? never
  : {
      fields: {
        [Name in NamesOf<Value>]: { value: Shape<ValueOf<Value, Name>>; required: IsRequired<Value, Name> }
      }
    }

type ItemOf<Value> = Value extends readonly (infer Item)[] ? Item : never
type ObjectIn<Value> = Value extends readonly unknown[] ? never : Value extends object ? Value : never
type NamesOf<Value> = Value extends unknown ? keyof Value & string : never
type ValueOf<Value, Name> = Value extends unknown
  ? Name extends keyof Value
    ? Exclude<Value[Name], undefined>
    : never
  : never
type IsRequired<Value, Name extends string> = [Value] extends [{ [Each in Name]: unknown }] ? true : false
type IsSame<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? true : false) : false
