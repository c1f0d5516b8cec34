import * as v from 'valibot'
import { lazy } from '../schema/lazy.ts'
import { anyId, requiredText } from '../schema/fields.ts'

/** A deal to save, or to answer Wazzup's `createDeal` with. */
export const dealInputSchema = lazy(() =>
  v.strictObject({
    /** Your own id of the deal, up to 100 characters. The page types it as a number: a number is sent as text. */
    id: anyId(),
    responsibleUserId: requiredText(),
    /** Up to 200 characters. */
    name: requiredText(),
    /** Link to the deal in your CRM, up to 200 characters. */
    uri: v.string(),
    /** Ids of uploaded contacts. */
    contacts: v.array(anyId()),
    closed: v.boolean(),
  }),
)
export interface DealInput extends v.InferInput<ReturnType<typeof dealInputSchema>> {}
