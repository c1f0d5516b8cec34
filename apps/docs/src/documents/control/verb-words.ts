/** Summary and description of actions whose docstring is about TypeScript, or that only the control API has. */
export const verbWords: Readonly<Record<string, string>> = {
  'simulate.chatWindow.createEntity':
    'Creates a deal in a chat window, as an employee does. Returns the event that the window posts to the page around it.',
  'simulate.chatWindow.openEntity':
    'Opens a deal in a chat window, as an employee does. Returns the event that the window posts to the page around it.',
  'simulate.customer.read':
    'Marks all messages of a chat as read by the customer. Returns how many were read. Name the chat by `chat`, or by its parts.',
  'simulate.operator.send':
    'Sends a message to a customer as an operator does, not through the API. Returns the message as the webhook has it.',
  'simulate.message.failNext':
    'Fails the next accepted sends: 201, an echo, then this code by webhook. `times` says how many, by default 1.',
  'simulate.message.dropNext':
    'Drops the next accepted sends: 201, then neither an echo nor a status. `times` says how many, by default 1.',
  'simulate.contact.askFor':
    'Asks the CRM to create a contact, by the webhook `createContact`. Does not ask when the chat has a contact. Returns the outcome, also when the CRM does not respond.',
  'simulate.deal.askFor':
    'Asks the CRM to create a deal, by the webhook `createDeal`. Does not ask when one of the contacts has a deal. For a chat without a contact, it asks for the contact first, and for the deal only when a contact was created. Returns the outcome, also when the CRM does not respond.',
  'faults.clear':
    'Switches all faults off. Deliveries that are held back remain held: `faults.deliveries.release` releases them.',
  'faults.deliveries.release': 'Releases all deliveries that faults hold back. The clock does not move.',
  'subscription.set':
    'Subscribes an address to webhooks, or removes the subscription. No ping is sent, so the app may be started later.',
  'settings.set': 'Changes settings of the account. Returns all settings. Settings that are left out stay as they are.',
  deliver:
    'Posts any body to the subscriber. It does not matter whether the subscriber wants such webhooks. Text is posted as it is, everything else as JSON. Returns the record of the delivery when the response has arrived. Fails when there is no subscription.',
  settled:
    'Waits until all deliveries have their response, those in the queue included. It also waits for what the responses cause. It does not wait for deliveries that a fault holds back: move the clock or release them first. Fails when deliveries are still pending at the deadline.',
  'clock.advance': "Moves the emulator's clock forward. Returns the new time.",
  'faults.calls.next':
    'Lets a fault strike the next matching calls. Returns the number of the fault. At most one fault strikes a call: of the active ones that match, the one that was switched on first.',
  'faults.calls.respondWith':
    'Responds to the next matching calls with this error code. Returns the number of the fault. The response has the status and the shape that belong to the code, or those that are given. The call has no effect unless `effect` says so.',
  'faults.calls.mix':
    'Lets random faults strike a share of all calls, until the mix is switched off. Returns the number of the fault. The draws follow from a seed.',
  'faults.calls.clear':
    'Switches off all faults of calls, or the one with this number. Calls that were struck stay as they are.',
  'faults.deliveries.next':
    'Lets a fault strike the next matching deliveries. Returns the number of the fault. At most one fault strikes a delivery: of the active ones that match, the one that was switched on first.',
  'faults.deliveries.mix':
    'Lets random faults strike a share of all deliveries, until the mix is switched off. Returns the number of the fault. The draws follow from a seed.',
  'faults.deliveries.clear':
    'Switches off all faults of deliveries, or the one with this number. Deliveries that are held back remain held.',
  reset:
    'Returns to the start: the seeded state, no faults, an empty ledger, empty lists, no delivery left. By default, ids are not repeated, and the app has to subscribe again.',
}

/** Descriptions of fields that no docstring describes, by `verb.field` or by the name of the field. */
export const fieldWords: Readonly<Record<string, string>> = {
  messageId: 'UUID of the message.',
  channelId: 'UUID of the channel. Default: the first WhatsApp channel.',
  'simulate.channel.setState.channelId': 'UUID of the channel.',
  'simulate.channel.setState.state': 'The new state.',
  chatType: 'The messenger. Default: the usual one of the channel.',
  chatId: 'Id of the chat in this messenger.',
  'simulate.operator.markNoReplyNeeded.channelId': 'UUID of the channel. Default: the first WhatsApp channel.',
  button: 'Position of the button, counted from 0 through all rows.',
  text: 'The new text.',
  'simulate.customer.send.file':
    'A file that the app can fetch from the `contentUri` of the message. The type of the message follows from it. Not together with `contentUri`.',
  'simulate.operator.send.file':
    'A file that the app can fetch from the `contentUri` of the message. The type of the message follows from it. Not together with `contentUri`.',
  'file.name': 'Name of the file.',
  'file.data': 'Content of the file as a data URL in base64, up to 1 MB.',
  contentUri: 'Link to the file.',
  chat: 'Key of the chat: `channelId/chatType/chatId`.',
  code: 'Error code. All codes are in the documentation of errors.',
  'simulate.message.echoNextAs.status': 'Status in the echo.',
  templateGuid: 'UUID of the template.',
  'simulate.template.setStatus.status': 'Result of the moderation.',
  ms: 'Milliseconds.',
  webhooksUri: 'Address of your app; null removes the subscription.',
  subscriptions: 'Kinds of webhooks to post. Default: all.',
  'subscriptions.messagesAndStatuses': 'Messages, and statuses of outgoing messages.',
  'subscriptions.contactsAndDealsCreation': 'The questions `createContact` and `createDeal`.',
  'subscriptions.channelsUpdates': "Changes of a channel's state.",
  'subscriptions.templateStatus': 'Results of the moderation of WABA templates.',
  body: 'The body: text, or any JSON value.',
  timeout: 'Milliseconds of real time until the deadline.',
  number: 'Number of the fault, as the action that switched it on returned it. Default: all faults.',
  times: 'How many matching calls or deliveries are struck; `all` for all of them. Default: 1.',
  'faults.calls.next.ms':
    'Milliseconds: until the response begins (`slow headers`) or is complete (`slow body`), by default 2000; or those that `Retry-After` asks to wait (`too many requests`), by default 5000.',
  'faults.deliveries.next.ms':
    "Milliseconds of the emulator's clock for which a `late` delivery is held back. Default: until it is released.",
  retryAfter: 'Form of the header `Retry-After` of `too many requests`. Default: absent, as documented.',
  'faults.calls.next.status': 'Status of an error page or of a redirect. Default: 500, or 302 for a redirect.',
  html: 'Text of an error page.',
  location: 'Address of a redirect. Default: an address of another origin.',
  form: 'How the body of a `broken` delivery is malformed. Default: `truncated json`.',
  size: 'Number of deliveries of a `burst`. Default: 5.',
  'from.name': 'Name of the customer.',
  'from.phone': 'Phone number: digits with the country code.',
  'from.username': 'User name without `@`.',
  'from.avatarUri': 'Link to the picture of the customer.',
}

/** Descriptions of fields of responses that no docstring describes, by the name of the field. */
export const resultWords: Readonly<Record<string, string>> = {
  result: 'What the action returned; null when it returns nothing.',
  notice:
    'Says that a webhook was not posted, because no app is subscribed to it. The `outcome` of a question says it too.',
  number: 'Number of the fault, with which it can be switched off.',
  read: 'How many messages were read.',
  now: "Milliseconds since 1970, by the emulator's clock.",
  outcome: 'What came of the question.',
  entity: 'The contact or the deal.',
  contact: 'Outcome of the question for the contact.',
  fields: 'Names of the fields that are missing or wrong.',
  response: 'The response of the app.',
  status: 'HTTP status.',
  text: 'Text of the body.',
  json: 'The parsed body, when it is JSON.',
}

/** Tags with their descriptions. An action has the tag of its name's first words. */
export const tags = [
  { name: 'simulate', description: 'Makes something happen: customers, operators, messengers, moderators.' },
  { name: 'faults', description: 'Makes calls of the app and deliveries to it go wrong.' },
  { name: 'account', description: 'The clock, the settings and the subscription of the account; waiting and reset.' },
  { name: 'records', description: 'What happened: accepted sends, requests and deliveries with all their fields.' },
  { name: 'page', description: "The state as the emulator's page shows it, and a stream of its changes." },
  { name: 'documents', description: "The documents of Wazzup's API, its webhooks and this API." },
]
