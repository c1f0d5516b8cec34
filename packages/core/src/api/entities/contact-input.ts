import * as v from 'valibot'
import { lazy } from '../../schema/lazy.ts'
import { requiredText } from '../../schema/fields.ts'

/** Schema of a contact for `contacts.save`, and of the response to a `createContact` event. */
export const contactInputSchema = lazy(() =>
  v.strictObject({
    /** Your own id of the contact, up to 100 characters. */
    id: requiredText(),
    /** Your own id of the employee who is responsible, an uploaded user. Up to 100 characters. */
    responsibleUserId: requiredText(),
    /** Up to 200 characters. */
    name: requiredText(),
    /**
     * The chats of the customer, each with its `chatId`. If the id is not known yet, use `username` or `phone` on Telegram and
     * `phone` on MAX.
     */
    contactData: v.array(
      v.strictObject({
        /** The messenger. */
        chatType: requiredText(),
        /** Id of the chat in this messenger. */
        chatId: v.optional(requiredText()),
        /** User name without `@`. Telegram only. */
        username: v.optional(requiredText()),
        /** Phone number: digits with the country code. Telegram and MAX only. */
        phone: v.optional(requiredText()),
      }),
    ),
    /** Link to the contact in your CRM, up to 200 characters. */
    uri: v.optional(v.string()),
  }),
)
export interface ContactInput extends v.InferInput<ReturnType<typeof contactInputSchema>> {}
