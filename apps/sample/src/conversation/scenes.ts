import { channelIds } from '@wazzup-kit/emulator'
import { customer, type Stage } from './stage.ts'

/** One situation that a bot must handle. */
interface Scene {
  title: string
  play(stage: Stage): Promise<void>
}

/** The scenes in the order in which they are played. Each continues the chat of the one before it. */
export const scenes: Scene[] = [
  {
    title: 'A customer says hello',
    play: ({ customerSends }) => customerSends('Hello!', { replies: 1 }),
  },
  {
    title: 'The customer asks for an order',
    play: ({ customerSends }) => customerSends('It is 1001', { replies: 1 }),
  },
  {
    title: 'The customer asks for an order that does not exist',
    play: ({ customerSends }) => customerSends('And 4242?', { replies: 1 }),
  },
  {
    title: 'Wazzup sends a delivery twice',
    async play({ emulator, customerSends, note }) {
      emulator.faults.deliveries.next('repeated', { about: 'messages' })
      await customerSends('Oh, I meant 1002', { replies: 1 })
      await note('One reply: both deliveries name the same message.')
    },
  },
  {
    title: 'An operator takes over',
    async play({ operatorSends, customerSends, note }) {
      await operatorSends({ from: 'wazzup', text: 'Dora, this is Olga. I will see that it leaves today.' })
      await customerSends('Thank you, Olga! Is 1003 paid?', { replies: 0 })
      await note('The echo names Olga, so the bot does not reply while she answers.')
    },
  },
  {
    title: 'A file is not delivered',
    async play({ operatorSends }) {
      const contentUri = 'https://files.example/invoice-1003.pdf'
      await operatorSends({ from: 'crm', type: 'document', contentUri }, { failsBy: 'TOO_BIG_CONTENT' })
    },
  },
  {
    title: 'Half an hour later, the bot replies again',
    async play({ emulator, customerSends }) {
      emulator.clock.advance(30 * 60_000)
      await customerSends('So where is 1003?', { replies: 1 })
    },
  },
  {
    title: 'Wazzup asks the CRM for a contact',
    async play({ emulator, happens, note }) {
      const asked = await happens(() => emulator.simulate.contact.askFor(customer))
      const got = asked.outcome === 'created' ? asked.entity.id : asked.outcome
      await note(`Wazzup got from the CRM: ${got}.`)
    },
  },
  {
    title: 'The phone is logged out',
    async play({ emulator, happens }) {
      await happens(() => emulator.simulate.channel.setState(channelIds.whatsapp, 'qr'))
      await happens(() => emulator.simulate.channel.setState(channelIds.whatsapp, 'active'))
    },
  },
]
