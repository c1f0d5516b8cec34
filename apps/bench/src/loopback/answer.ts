/** The id that every contender must have read out of the answer, or its turn does not count. */
export const answerId = '6a2f41a3-c54c-4fe9-9a9c-3a3f6dbc1d5e'

/**
 * One answer for all, so that all read the same bytes: ours, with the fields beside it that the other SDKs look at.
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
