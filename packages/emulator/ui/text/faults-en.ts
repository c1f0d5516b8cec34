/** Name and explanation of a fault on the page. */
export interface FaultText {
  name: string
  meaning?: string
}

/** English texts of all faults, by kind. */
export const faultsEn: Readonly<Record<string, FaultText>> = {
  'response lost': {
    name: 'Response lost',
    meaning: 'The call takes effect, then the connection breaks. Does a retry send it twice?',
  },
  'connection reset': { name: 'Connection reset', meaning: 'The connection breaks, and the call has no effect.' },
  'slow headers': {
    name: 'Slow response',
    meaning: 'The call takes effect at once; the response begins after two seconds.',
  },
  'slow body': { name: 'Slow body', meaning: 'The body arrives in pieces over two seconds.' },
  'stalled body': { name: 'Stalled body', meaning: 'Half of the body, then nothing.' },
  'broken body': { name: 'Broken body', meaning: 'Half of the body, then the connection breaks.' },
  'truncated json': { name: 'Truncated JSON', meaning: 'A complete response with half of its JSON.' },
  'empty response': { name: 'Empty response', meaning: 'The right status and no body.' },
  'too many requests': { name: 'Too many requests', meaning: '429 with an empty body.' },
  'server error': { name: 'Server error', meaning: '500; the call has no effect.' },
  'server error after acceptance': {
    name: 'Server error, yet accepted',
    meaning: '500, although the call took effect.',
  },
  redirect: { name: 'Redirect', meaning: '302 to another host.' },
  'api error': { name: 'Error on command' },
  lost: { name: 'Lost', meaning: 'It never arrives.' },
  late: { name: 'Five seconds late', meaning: 'It arrives five seconds later by the emulator’s clock.' },
  early: { name: 'Before the response', meaning: 'It arrives before the response to the call that caused it.' },
  repeated: { name: 'Twice', meaning: 'The same body arrives twice.' },
  reordered: { name: 'After the next one', meaning: 'It arrives after the one that follows.' },
  mixed: { name: 'Mixed into one body', meaning: 'All messages and statuses that wait arrive in one body.' },
  burst: { name: 'Five at once', meaning: 'It waits for four more, and all five arrive at the same moment.' },
  broken: { name: 'Broken body', meaning: 'Half of a JSON text.' },
}
