import * as v from 'valibot'
import { lazy } from '../../schema/lazy.ts'
import { anyId, requiredText } from '../../schema/fields.ts'

/** A deal for `deals.save`, and the response to a `createDeal` event. */
export interface DealInput {
  /** Your own id of the deal, up to 100 characters. Wazzup documents the type as Number; a number is sent as text. */
  id: string | number
  /** Your own id of the employee who is responsible, an uploaded user. Up to 100 characters. */
  responsibleUserId: string
  /** Name of the deal, up to 200 characters. */
  name: string
  /** Link to the deal in your CRM, up to 200 characters. */
  uri: string
  /** Your own ids of uploaded contacts. */
  contacts: (string | number)[]
  /** Whether the deal is closed. */
  closed: boolean
}

/** Schema of {@link DealInput}. */
export const dealInputSchema = lazy(() =>
  v.strictObject({
    id: anyId(),
    responsibleUserId: requiredText(),
    name: requiredText(),
    uri: v.string(),
    contacts: v.array(anyId()),
    closed: v.boolean(),
  }),
)
