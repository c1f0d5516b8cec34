import { chatRules } from '../../account/chats.ts'
import { toWebhookError } from '../../account/send-outcome.ts'
import { statusRules } from '../../simulate/message.ts'
import { deleteRules } from './delete.ts'
import { echoContentRules } from './echo-content.ts'
import { echoRules } from './echo.ts'
import { editRules } from './edit.ts'
import { sentButtonRules } from './sent-buttons.ts'
import { sentMessageRules } from './sent-message.ts'

/** Functions that implement the rules of messages after they were sent. */
export const messageRules = [
  ...editRules,
  ...deleteRules,
  ...sentMessageRules,
  ...sentButtonRules,
  ...echoRules,
  ...echoContentRules,
  ...chatRules,
  ...statusRules,
  toWebhookError,
]
