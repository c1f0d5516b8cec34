import * as v from 'valibot'
import { lazy } from '../../schema/lazy.ts'
import { requiredText } from '../../schema/fields.ts'

/** A contact for `contacts.save`, and the response to a `createContact` event. */
export interface ContactInput {
  /** Your own id of the contact, up to 100 characters. */
  id: string
  /** Your own id of the employee who is responsible, an uploaded user. Up to 100 characters. */
  responsibleUserId: string
  /** Name of the contact, up to 200 characters. */
  name: string
  /**
   * The chats of the customer, each with its `chatId`. If the id is not known yet, use `username` or `phone` on Telegram and
   * `phone` on MAX.
   */
  contactData: ContactChatInput[]
  /** Link to the contact in your CRM, up to 200 characters. */
  uri?: string | undefined
}

/** A chat of a contact. */
interface ContactChatInput {
  /** The messenger. */
  chatType: string
  /** Id of the chat in this messenger. */
  chatId?: string | undefined
  /** User name without `@`. Telegram only. */
  username?: string | undefined
  /** Phone number: digits with the country code. Telegram and MAX only. */
  phone?: string | undefined
}

/** Schema of {@link ContactInput}. */
export const contactInputSchema = lazy(() =>
  v.strictObject({
    id: requiredText(),
    responsibleUserId: requiredText(),
    name: requiredText(),
    contactData: v.array(
      v.strictObject({
        chatType: requiredText(),
        chatId: v.optional(requiredText()),
        username: v.optional(requiredText()),
        phone: v.optional(requiredText()),
      }),
    ),
    uri: v.optional(v.string()),
  }),
)
