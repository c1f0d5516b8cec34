import type * as v from 'valibot'
import type { Schema } from '../schema/schema.ts'
import type { Hint } from './hint.ts'
import type { SendHint } from './messages/send-hints.ts'
import type { Unused } from './messages/send-misfits.ts'

/**
 * A method whose type is written by hand because a schema cannot express it. For example, the fields of `messages.send`
 * depend on the messenger.
 */
export type WrittenMethod = (input: never, ...rest: never[]) => Promise<unknown>

/**
 * `unknown` if the handwritten input has the same fields as the schema: the same names, kinds of values and required fields,
 * at every depth. Otherwise an object with a property that no definition has, so that the definition does not compile. See
 * docs/decisions/send-input-once.md.
 */
export type Agreement<Written extends WrittenMethod, Input extends Schema> = [
  Difference<InputOf<Written>, v.InferInput<Input>>,
] extends [never]
  ? unknown
  : { 'method and schema differ in': Difference<InputOf<Written>, v.InferInput<Input>> }

type InputOf<Written extends WrittenMethod> = Exclude<Parameters<Written>[0], Unused>

/** Names of the fields that differ between two inputs. */
export type Difference<One, Other> = {
  [Name in NamesOf<One> | NamesOf<Other>]: IsSame<
    [Shape<ValueOf<One, Name>>, IsRequired<One, Name>],
    [Shape<ValueOf<Other, Name>>, IsRequired<Other, Name>]
  > extends true
    ? never
    : Name
}[NamesOf<One> | NamesOf<Other>]

/**
 * The structure of a value. The members of a union are merged, because a handwritten type has one member for each
 * combination of fields, while the schema is one object with all fields.
 */
type Shape<Value> =
  | (Value extends string ? 'text' : never)
  | (Value extends number ? 'number' : never)
  | (Value extends boolean ? 'boolean' : never)
  | (Value extends null ? 'null' : never)
  | (Value extends readonly unknown[] ? 'list' : never)
  | ShapeOfItems<ItemOf<Value>>
  | ShapeOfObject<ObjectIn<Value>>

/** The items of a list are merged with those of its inner lists, because buttons may be in a list or in rows. */
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
type ObjectIn<Value> = Value extends readonly unknown[] | string ? never : Value extends object ? Value : never
type NamesOf<Value> = Value extends unknown ? keyof Value & string : never
type ValueOf<Value, Name> = Value extends unknown
  ? Name extends keyof Value
    ? Exclude<Value[Name], undefined | Hint<string> | SendHint>
    : never
  : never
type IsRequired<Value, Name extends string> = [Value] extends [{ [Each in Name]: unknown }] ? true : false
type IsSame<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? true : false) : false
