import * as v from 'valibot'
import { lazy } from '../schema/lazy.ts'
import { requiredText } from '../schema/fields.ts'

/** A contact to save, or to answer Wazzup's `createContact` with. */
export const contactInputSchema = lazy(() =>
  v.strictObject({
    /** Your own id of the contact, up to 100 characters. */
    id: requiredText(),
    /** Id of an uploaded user, up to 100 characters. */
    responsibleUserId: requiredText(),
    /** Up to 200 characters. */
    name: requiredText(),
    /** Each chat by `chatId`; on Telegram also by `username` or `phone`, on MAX by `phone`, when the id is not known yet. */
    contactData: v.array(
      v.strictObject({
        chatType: requiredText(),
        chatId: v.optional(requiredText()),
        username: v.optional(requiredText()),
        phone: v.optional(requiredText()),
      }),
    ),
    /** Link to the contact in your CRM, up to 200 characters. */
    uri: v.optional(v.string()),
  }),
)
export interface ContactInput extends v.InferInput<ReturnType<typeof contactInputSchema>> {}
