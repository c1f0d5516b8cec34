/** An order of the shop. */
export interface Order {
  /** Where it is now. */
  place: string
  /** The phone of its customer. */
  phone: string
  /** The address of its invoice, from which Wazzup fetches it. */
  invoice: string
}

const dora = '+7 900 000-03-01'
const egor = '+7 900 000-03-02'
const vera = '+7 900 000-03-03'

/** The orders by their numbers. In production, read them from your shop system. */
export const orders: ReadonlyMap<string, Order> = new Map([
  orderOf('1001', 'with the courier, at your door before 14:00', dora),
  orderOf('1002', 'packed, it leaves us tomorrow', dora),
  orderOf('1003', 'delivered on Monday', dora),
  orderOf('1004', 'on its way to the shop', egor),
  orderOf('1005', 'on its way to the shop', vera),
])

function orderOf(number: string, place: string, phone: string): [number: string, order: Order] {
  return [number, { place, phone, invoice: `https://shop.example/invoice-${number}.pdf` }]
}
