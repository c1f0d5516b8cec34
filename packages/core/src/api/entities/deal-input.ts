import * as v from 'valibot'
import { lazy } from '../../schema/lazy.ts'
import { anyId, requiredText } from '../../schema/fields.ts'

/** Schema of a deal for `deals.save`, and of the response to a `createDeal` event. */
export const dealInputSchema = lazy(() =>
  v.strictObject({
    /** Your own id of the deal, up to 100 characters. Wazzup documents the type as Number; a number is sent as text. */
    id: anyId(),
    /** Your own id of the employee who is responsible, an uploaded user. Up to 100 characters. */
    responsibleUserId: requiredText(),
    /** Up to 200 characters. */
    name: requiredText(),
    /** Link to the deal in your CRM, up to 200 characters. */
    uri: v.string(),
    /** Your own ids of uploaded contacts. */
    contacts: v.array(anyId()),
    /** Whether the deal is closed. */
    closed: v.boolean(),
  }),
)
export interface DealInput extends v.InferInput<ReturnType<typeof dealInputSchema>> {}
