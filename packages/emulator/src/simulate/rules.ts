import { dateRules } from '../webhooks/message-dates.ts'
import { askedRules } from './asked.ts'
import { customerMessageRules } from './customer-message.ts'
import { customerRules } from './customer.ts'
import { dealRequestRules } from './deal.ts'
import { operatorRules } from './operator.ts'
import { personRules } from './person.ts'

/** Functions that implement the rules of messages from outside the API. */
export const incomingRules = [...customerMessageRules, ...customerRules, ...personRules, ...dateRules, ...operatorRules]

/** Functions that implement the rules of questions to the CRM about contacts and deals. */
export const askingRules = [...dealRequestRules, ...askedRules]
