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
    play: ({ customerSends }) => customerSends('Hello!', { messages: 1 }),
  },
  {
    title: 'The customer writes several messages in a row',
    async play({ customerSends, note }) {
      await customerSends(['Sure', 'It is 1001', 'and 4242'], { messages: 1 })
      await note('One answer to three messages: the bot waits until none has come for two seconds.')
    },
  },
  {
    title: 'Wazzup sends a delivery twice',
    async play({ emulator, customerSends, note }) {
      emulator.faults.deliveries.next('repeated', { about: 'messages' })
      await customerSends('Oh, I meant 1002', { messages: 1 })
      await note('One answer: both deliveries name the same message.')
    },
  },
  {
    title: 'The customer asks for an invoice',
    async play({ customerSends, note }) {
      await customerSends('The invoice of 1003, please', { messages: 2 })
      await note('A message of Wazzup has a text or a file. The caption left when the file had arrived.')
    },
  },
  {
    title: 'The file does not arrive',
    async play({ emulator, customerSends, note }) {
      emulator.simulate.message.failNext('TOO_BIG_CONTENT')
      await customerSends('And the invoice of 1002?', { messages: 1, reports: 1 })
      await note('The caption did not leave without its file, and the operators on duty know.')
    },
  },
  {
    title: 'An operator takes over',
    async play({ operatorSends, customerSends, note }) {
      await operatorSends({ from: 'wazzup', text: 'Dora, this is Olga. I will send it to you.' })
      await customerSends('Thank you, Olga! Is 1002 paid?', {})
      await note('The echo names Olga, so the bot does not answer while she does.')
    },
  },
  {
    title: 'A file of the operator does not arrive either',
    async play({ operatorSends }) {
      const contentUri = 'https://files.example/scan-of-1002.pdf'
      await operatorSends({ from: 'crm', type: 'document', contentUri }, { failsBy: 'TOO_BIG_CONTENT' })
    },
  },
  {
    title: 'Half an hour later, the bot answers again',
    async play({ emulator, customerSends }) {
      emulator.clock.advance(30 * 60_000)
      await customerSends('So where is 1003?', { messages: 1 })
    },
  },
  {
    title: 'An order is ready, and its customer has no WhatsApp',
    async play({ orderIsReady, note }) {
      await orderIsReady('1004', { messages: 1 })
      await note('WhatsApp does not know the phone, so the message went to Telegram.')
      await orderIsReady('1004', {})
      await note('The shop said it twice. The message has the id ready/1004, and leaves once.')
    },
  },
  {
    title: 'An order is ready, and neither messenger knows its customer',
    play: ({ orderIsReady }) => orderIsReady('1005', { reports: 1 }),
  },
  {
    title: 'Wazzup asks the CRM for a contact',
    async play({ emulator, happens, note }) {
      const asked = await happens('the question for a contact', () => emulator.simulate.contact.askFor(customer))
      const got = asked.outcome === 'created' ? asked.entity.id : asked.outcome
      await note(`Wazzup got from the CRM: ${got}.`)
    },
  },
  {
    title: 'The phone is logged out',
    async play({ emulator: { simulate }, happens }) {
      await happens('the state qr', () => simulate.channel.setState(channelIds.whatsapp, 'qr'))
      await happens('the state active', () => simulate.channel.setState(channelIds.whatsapp, 'active'))
    },
  },
]
