import * as v from 'valibot'
import { headerValue } from '../input/read-input.ts'
import { settingChoices } from './settings.ts'

const period = v.optional(
  v.union([v.literal('unlimited'), v.pipe(v.number(), v.minValue(0))], '"unlimited" or milliseconds'),
)

/** Schema of each setting of an account. */
export const settingFields = {
  blockedChannels: v.optional(v.picklist(settingChoices.blockedChannels)),
  closedWindows: v.optional(v.picklist(settingChoices.closedWindows)),
  firstContact: v.optional(v.picklist(settingChoices.firstContact)),
  tariff: v.optional(v.picklist(settingChoices.tariff)),
  newCustomers: v.optional(v.picklist(settingChoices.newCustomers)),
  wabaBalance: v.optional(v.picklist(settingChoices.wabaBalance)),
  spamFilter: v.optional(v.picklist(settingChoices.spamFilter)),
  editingTime: period,
  deletionTime: period,
  webhookContentType: v.optional(headerValue),
  usersPage: v.optional(v.picklist(settingChoices.usersPage)),
  subscriptionForm: v.optional(v.picklist(settingChoices.subscriptionForm)),
}
