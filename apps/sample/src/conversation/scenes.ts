import { channelIds } from '@wazzup-kit/emulator'
import { client, type Stage } from './stage.ts'

/** One thing that a bot has to get right. */
interface Scene {
  title: string
  play(stage: Stage): Promise<void>
}

export const scenes: Scene[] = [
  {
    title: 'A client says hello',
    play: ({ clientWrites }) => clientWrites('Hello!', { answers: 1 }),
  },
  {
    title: 'She asks for her order',
    play: ({ clientWrites }) => clientWrites('It is 1001', { answers: 1 }),
  },
  {
    title: 'She asks for one that does not exist',
    play: ({ clientWrites }) => clientWrites('And 4242?', { answers: 1 }),
  },
  {
    title: 'The whole delivery of a message comes twice',
    async play({ emulator, clientWrites, note }) {
      emulator.deliveryFaults.next('repeated', { about: 'messages' })
      await clientWrites('Oh, I meant 1002', { answers: 1 })
      await note('One answer: its id follows from the message.')
    },
  },
  {
    title: 'A human takes over',
    async play({ operatorWrites, clientWrites, note }) {
      await operatorWrites({ from: 'wazzup', text: 'Dora, this is Olga. I will see that it leaves today.' })
      await clientWrites('Thank you, Olga! Is 1003 paid?', { answers: 0 })
      await note('The bot saw who wrote the echo, and keeps quiet while Olga has the chat.')
    },
  },
  {
    title: 'Her file does not arrive',
    async play({ operatorWrites }) {
      const contentUri = 'https://files.example/invoice-1003.pdf'
      await operatorWrites({ from: 'crm', type: 'document', contentUri }, { failsBy: 'TOO_BIG_CONTENT' })
    },
  },
  {
    title: 'Half an hour later the bot is back',
    async play({ emulator, clientWrites }) {
      emulator.clock.advance(30 * 60_000)
      await clientWrites('So where is 1003?', { answers: 1 })
    },
  },
  {
    title: 'Wazzup asks the CRM for a contact',
    async play({ emulator, happens, note }) {
      const asked = await happens(() => emulator.simulate.contact.isAskedFor(client))
      const got = asked.outcome === 'created' ? asked.entity.id : asked.outcome
      await note(`What Wazzup made of the answer: ${got}.`)
    },
  },
  {
    title: 'The phone is logged out',
    async play({ emulator, happens }) {
      await happens(() => emulator.simulate.channel.becomes(channelIds.whatsapp, 'qr'))
      await happens(() => emulator.simulate.channel.becomes(channelIds.whatsapp, 'active'))
    },
  },
]
