import { addressRules } from './address.ts'
import { buttonRules } from './buttons.ts'
import { sendingChannelRules } from './channel.ts'
import { contentRules } from './content.ts'
import { fieldRules } from './fields.ts'
import { fileRules } from './files.ts'
import { firstContactRules } from './first-contact.ts'
import { lengthRules } from './length.ts'
import { outcomeRules } from './outcome.ts'
import { repeatRules } from './repeat.ts'
import { acceptRules } from './send.ts'
import { sentTemplateRules } from './templates.ts'
import { windowRules } from './windows.ts'

/** Functions that implement the rules of a send. */
export const sendRules = [
  ...fieldRules,
  ...addressRules,
  ...contentRules,
  ...repeatRules,
  ...sendingChannelRules,
  ...lengthRules,
  ...sentTemplateRules,
  ...buttonRules,
  ...fileRules,
  ...acceptRules,
]

/** Functions that implement the rules of first messages, windows and outcomes. */
export const contactingRules = [...firstContactRules, ...windowRules, ...outcomeRules]
