/** One turn of a contender: gives what it cost. */
type Turn = () => Promise<number>

export interface Rotation {
  anchor: Turn
  contenders: ReadonlyMap<string, Turn>
  turns: number
  /** How a cost compares with the anchor's around it: their ratio, or their difference. */
  compare(cost: number, anchor: number): number
}

/** What a rotation measured, turn by turn. */
export interface Standing {
  /** Each contender against the anchor. */
  of: ReadonlyMap<string, readonly number[]>
  /** The anchor against its own neighbours: what lies inside this spread is noise. */
  anchor: readonly number[]
  /** The anchor's own cost. */
  anchorCost: readonly number[]
}

/** Several rotations around the same anchor as one. */
export function merged(standings: readonly Standing[]): Standing {
  return {
    of: new Map(standings.flatMap(({ of }) => [...of])),
    anchor: standings.flatMap(({ anchor }) => anchor),
    anchorCost: standings.flatMap(({ anchorCost }) => anchorCost),
  }
}

/**
 * Gives every contender its short turns in rotation, with the anchor before and after each two of them, and compares
 * each turn with the anchor on both sides of it: what slows the machine down slows both.
 */
export async function rotate({ anchor, contenders, turns, compare }: Rotation): Promise<Standing> {
  const compared = new Map<string, number[]>([...contenders.keys()].map((name) => [name, []]))
  const anchors: number[] = [await anchor()]
  for (let turn = 0; turn < turns; turn++) {
    for (const pair of pairsOf(startingAt(turn, [...contenders]))) {
      const costs: [name: string, cost: number][] = []
      for (const [name, contender] of pair) costs.push([name, await contender()])
      const before = anchors.at(-1)!
      const after = await anchor()
      anchors.push(after)
      for (const [name, cost] of costs) compared.get(name)!.push(compare(cost, (before + after) / 2))
    }
  }
  const own = anchors.slice(1, -1).map((cost, index) => compare(cost, (anchors[index]! + anchors[index + 2]!) / 2))
  return { of: compared, anchor: own, anchorCost: anchors }
}

/** Each round starts with another one, so that none always follows the same neighbour. */
function startingAt<T>(start: number, list: readonly T[]): T[] {
  const offset = list.length === 0 ? 0 : start % list.length
  return [...list.slice(offset), ...list.slice(0, offset)]
}

function pairsOf<T>(list: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(list.length / 2) }, (_, index) => list.slice(index * 2, index * 2 + 2))
}
