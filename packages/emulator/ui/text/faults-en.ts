/** What the page says of a fault. */
export interface FaultText {
  name: string
  meaning?: string
}

/** Every fault by the emulator's name for it, in English. */
export const faultsEn: Readonly<Record<string, FaultText>> = {
  'response lost': {
    name: 'Answer lost',
    meaning: 'It takes effect, then the connection breaks. Sent again, does it come twice?',
  },
  'connection reset': { name: 'Connection reset', meaning: 'The connection breaks before anything happens.' },
  'slow headers': { name: 'Slow answer', meaning: 'It takes effect at once; the answer begins after two seconds.' },
  'slow body': { name: 'Slow body', meaning: 'The answer trickles in over two seconds.' },
  'stalled body': { name: 'Stalled body', meaning: 'Half of the answer, and then silence.' },
  'broken body': { name: 'Broken body', meaning: 'Half of the answer, then the connection breaks.' },
  'truncated json': { name: 'Truncated JSON', meaning: 'The answer ends in the middle of its JSON.' },
  'empty response': { name: 'Empty answer', meaning: 'The right status and no body.' },
  'too many requests': { name: 'Too many requests', meaning: '429 with an empty body.' },
  'server error': { name: 'Server error', meaning: '500; nothing takes effect.' },
  'server error after acceptance': {
    name: 'Server error, yet accepted',
    meaning: '500, although the message goes out.',
  },
  redirect: { name: 'Redirect', meaning: '302 to another host.' },
  'api error': { name: 'Refusal on command' },
  lost: { name: 'Lost', meaning: 'It never comes.' },
  late: { name: 'Five seconds late', meaning: 'It comes when the clock says so.' },
  early: { name: 'Before the answer', meaning: 'It comes before the answer to the call that caused it.' },
  repeated: { name: 'Twice', meaning: 'The same body comes two times.' },
  reordered: { name: 'After the next one', meaning: 'It comes after the one that follows.' },
  mixed: { name: 'Mixed into one body', meaning: 'Everything that waits comes in one body.' },
  burst: { name: 'Five at once', meaning: 'It waits for four more, and all come at the same moment.' },
  broken: { name: 'Broken body', meaning: 'Half of a JSON text.' },
}
