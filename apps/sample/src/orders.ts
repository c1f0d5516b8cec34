/** The current place of each order. In production, read it from your shop system. */
export const orders: ReadonlyMap<string, string> = new Map([
  ['1001', 'with the courier, at your door before 14:00'],
  ['1002', 'packed, it leaves us tomorrow'],
  ['1003', 'delivered on Monday'],
])
