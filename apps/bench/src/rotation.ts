/** Runs one turn of a contender. Resolves with its cost. */
type Turn = () => Promise<number>

export interface Rotation {
  anchor: Turn
  contenders: ReadonlyMap<string, Turn>
  turns: number
  /** Compares a cost with that of the anchor around it: returns their ratio or difference. */
  compare(cost: number, anchor: number): number
}

/** The results of a rotation, turn by turn. */
export interface Standing {
  /** Each contender compared with the anchor. */
  of: ReadonlyMap<string, readonly number[]>
  /** The anchor compared with its own neighbouring turns. A difference inside this spread is noise. */
  anchor: readonly number[]
  /** The anchor's own cost. */
  anchorCost: readonly number[]
}

/** Merges several rotations with the same anchor. */
export function merged(standings: readonly Standing[]): Standing {
  return {
    of: new Map(standings.flatMap(({ of }) => [...of])),
    anchor: standings.flatMap(({ anchor }) => anchor),
    anchorCost: standings.flatMap(({ anchorCost }) => anchorCost),
  }
}

/**
 * Runs short turns of all contenders in rotation, with the anchor before and after each pair. Compares each turn with the
 * anchor on both sides of it, because a slow machine slows both.
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

/** Rotates the list, so that a contender does not always follow the same neighbour. */
function startingAt<T>(start: number, list: readonly T[]): T[] {
  const offset = list.length === 0 ? 0 : start % list.length
  return [...list.slice(offset), ...list.slice(0, offset)]
}

function pairsOf<T>(list: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(list.length / 2) }, (_, index) => list.slice(index * 2, index * 2 + 2))
}
