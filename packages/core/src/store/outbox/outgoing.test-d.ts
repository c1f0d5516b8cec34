import { describe, expectTypeOf, test } from 'vitest'
import { toAddress } from '../../messengers.ts'
import type { SendInput } from '../../index.ts'
import type { Outbox, Outgoing } from '../../store.ts'
import type { ReplyTo } from '../../webhooks.ts'

declare const outbox: Outbox
declare const reply: ReplyTo

const chat = { channelId: 'c', chatType: 'whatsapp', chatId: '79011112233' } as const
const id = { id: 'offer/17' }
const file = 'offer-17.pdf'
const contentUri = 'https://example.com/offer.pdf'

describe('a message with a file of the app', () => {
  test('compiles in a send, in routes, in an order and in a reply', () => {
    void outbox.send({ ...chat, file }, id)
    void outbox.send({ channelId: 'c', chatType: 'telegram', phone: '79011112233', file }, id)
    void outbox.send({ ...toAddress({ channelId: 'c', transport: 'whatsapp' }, { phone: '79011112233' }), file }, id)
    void outbox.send(
      {
        routes: [
          { ...chat, file },
          { ...chat, contentUri },
          { ...chat, text: 'hi' },
        ],
      },
      id,
    )
    void outbox.sendInOrder(
      [
        { ...chat, file },
        { ...chat, text: 'Our offer' },
      ],
      id,
    )
    void reply({ file })
    void reply({ contentUri })
  })

  test('has no other content', () => {
    // @ts-expect-error the file or its link
    void outbox.send({ ...chat, file, contentUri }, id)
    // @ts-expect-error a caption is a message of its own
    void outbox.send({ ...chat, file, text: 'Our offer' }, id)
    // @ts-expect-error a template has no file
    void outbox.send({ ...chat, file, templateId: 't' }, id)
    // @ts-expect-error also in routes
    void outbox.send({ routes: [{ ...chat, file, text: 'Our offer' }] }, id)
    // @ts-expect-error and in an order
    void outbox.sendInOrder([{ ...chat, file, contentUri }], id)
    // @ts-expect-error the file or its link
    void reply({ file, contentUri })
    // @ts-expect-error a caption is a message of its own
    void reply({ file, text: 'Our offer' })
    // @ts-expect-error a name is a text
    void outbox.send({ ...chat, file: 17 }, id)
  })

  test('every input of a send is a message of the outbox, but not the reverse', () => {
    expectTypeOf<SendInput>().toExtend<Outgoing>()
    expectTypeOf<Outgoing>().not.toExtend<SendInput>()
  })
})
