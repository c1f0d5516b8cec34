import { dateRules } from '../webhooks/message-dates.ts'
import { askedRules } from './asked.ts'
import { customerMessageRules } from './customer-message.ts'
import { customerRules } from './customer.ts'
import { dealRequestRules } from './deal.ts'
import { operatorRules } from './operator.ts'
import { personRules } from './person.ts'

/** The rules of messages that do not come from the API. */
export const incomingRules = [...customerMessageRules, ...customerRules, ...personRules, ...dateRules, ...operatorRules]

/** The rules about asking the CRM for contacts and deals. */
export const askingRules = [...dealRequestRules, ...askedRules]
