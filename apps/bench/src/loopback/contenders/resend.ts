import { Resend } from 'resend'
import type { Contender } from '../contender.ts'

export const contender: Contender = (origin) => {
  const client = new Resend('re_bench', { baseUrl: origin })
  return async (text) =>
    (await client.emails.send({ from: 'a@example.com', to: 'b@example.com', subject: 'Bench', text })).data?.id
}
