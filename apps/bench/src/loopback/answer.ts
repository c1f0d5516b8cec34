/** The id in the response. A contender that does not return it fails. */
export const answerId = '6a2f41a3-c54c-4fe9-9a9c-3a3f6dbc1d5e'

/**
 * The response for all contenders, so that all read the same bytes. It also has the fields that other SDKs read.
 * (grammY wants `ok` and `result`, Slack `ok`, Twilio `sid`, Resend and Stripe `id`, WhatsApp `messages`, LINE `sentMessages`.)
 */
export const answerText = JSON.stringify({
  messageId: answerId,
  chatId: '79991234567',
  ok: true,
  id: answerId,
  sid: answerId,
  ts: answerId,
  result: { message_id: 1, date: 1_700_000_000, text: answerId },
  messages: [{ id: answerId }],
  sentMessages: [{ id: answerId }],
})
