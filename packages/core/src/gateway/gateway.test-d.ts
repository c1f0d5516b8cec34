import { expectTypeOf, test } from 'vitest'
import { createGateway, type EndpointName, type InputOf, type SendInput, type Wazzup } from '../index.ts'

declare const wazzup: Wazzup

test('input has the type of the call', () => {
  createGateway({
    wazzup,
    allow: ['messages.send', 'users.get', 'contacts.list'],
    authorize(asked) {
      expectTypeOf(asked.call).toEqualTypeOf<'messages.send' | 'users.get' | 'contacts.list'>()
      if (asked.call === 'users.get') {
        expectTypeOf(asked.input).toEqualTypeOf<{ id: string }>()
        return asked.input.id === 'me' ? asked.input : 403
      }
      if (asked.call === 'messages.send') {
        expectTypeOf(asked.input.channelId).toEqualTypeOf<string>()
        return { ...asked.input, crmUserId: 'olga' }
      }
      expectTypeOf(asked.input.offset).toEqualTypeOf<number | undefined>()
      // @ts-expect-error a list has no chat
      void asked.input.chatId
      return 401
    },
  })
})

test('request has the type of the host', () => {
  const gateway = createGateway<'channels.list', { user: string }>({
    wazzup,
    allow: ['channels.list'],
    authorize: ({ request, input }) => (request.user === 'olga' ? input : 401),
  })
  const asked = { method: 'GET', url: '/v3/channels', headers: {}, body: undefined }
  void gateway.receive({ ...asked, request: { user: 'olga' } })
  void gateway.receive({ ...asked, path: undefined, request: { user: 'olga' } })
  // @ts-expect-error it has no user
  void gateway.receive({ ...asked, request: {} })
})

test('wrong options and results do not compile', () => {
  const authorize = () => 403 as const
  // @ts-expect-error misspelt
  createGateway({ wazzup, allow: ['message.send'], authorize })
  // @ts-expect-error a helper, not a call
  createGateway({ wazzup, allow: ['subscription.ensure'], authorize })
  // @ts-expect-error authorize is missing
  createGateway({ wazzup, allow: ['channels.list'] })
  // @ts-expect-error authorize returns an input, 401 or 403
  createGateway({ wazzup, allow: ['channels.list'], authorize: () => true })
  // @ts-expect-error authorize must return a result
  createGateway({ wazzup, allow: ['channels.list'], authorize: async () => {} })
  // @ts-expect-error authorize rejects with 401 or 403
  createGateway({ wazzup, allow: ['channels.list'], authorize: () => 404 })
})

test('InputOf is the input of the named call', () => {
  expectTypeOf<InputOf<'messages.send'>>().toExtend<SendInput>()
  expectTypeOf<InputOf<'unanswered.get'>>().toEqualTypeOf<{ userId: string }>()
  expectTypeOf<'users.deleteMany'>().toExtend<EndpointName>()
  expectTypeOf<'users.purge'>().not.toExtend<EndpointName>()
})
