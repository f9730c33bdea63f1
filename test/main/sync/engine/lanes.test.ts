import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Lanes,
  type LanesCommand,
  type LanesEvent,
  lanesTurn,
  newLanes,
} from '../../../../src-main/sync/engine/lanes.ts'

const head = (lane: string) => ({ id: `entry-of-${lane}`, lane })
const at = (monoMs: number) => ({ monoMs, wallMs: 1_000_000 + monoMs })

function play() {
  let state: Lanes = newLanes(at(0))
  return {
    get state() {
      return state
    },
    tell(event: LanesEvent): LanesCommand[] {
      const turn = lanesTurn(state, event)
      state = turn.state
      return turn.commands
    },
    due(monoMs: number, ...lanes: string[]): string[] {
      return this.tell({ is: 'due', heads: lanes.map(head), nextDueMs: null, ...at(monoMs) }).flatMap(
        (one) => (one.do === 'start' ? [one.lane] : []),
      )
    },
    end(lane: string, is: 'done' | 'offline' | 'later', monoMs: number): void {
      this.tell({
        is: 'ended',
        entryId: `entry-of-${lane}`,
        lane,
        ending: { is },
        writtenAtMs: null,
        ...at(monoMs),
      })
      this.tell({ is: 'over', lane })
    },
  }
}

describe('the lanes', () => {
  it('I4 tells three consignments beside each other and never one twice at once', () => {
    const lanes = play()
    expect(lanes.due(0, 'a', 'a', 'b', 'c', 'd')).toEqual(['a', 'b', 'c'])
    expect(lanes.due(1, 'a', 'b', 'c', 'd')).toEqual([])
    lanes.end('b', 'done', 2)
    expect(lanes.due(3, 'a', 'b', 'd')).toEqual(['b'])
  })

  it('F17 without a network one entry tries for all, every ten seconds, until it is back', () => {
    const lanes = play()
    expect(lanes.due(0, 'a', 'b')).toEqual(['a', 'b'])
    lanes.end('a', 'offline', 100)
    lanes.end('b', 'offline', 100)
    expect(lanes.due(9_000, 'a', 'b')).toEqual([])
    expect(lanes.due(10_100, 'a', 'b')).toEqual(['a'])
    expect(lanes.due(10_200, 'b')).toEqual([])
    lanes.end('a', 'done', 10_300)
    expect(lanes.due(10_400, 'b', 'c', 'd')).toEqual(['b', 'c', 'd'])
  })

  it('F17 a person who asks does not wait for the probe', () => {
    const lanes = play()
    lanes.due(0, 'a')
    lanes.end('a', 'offline', 0)
    expect(lanes.tell({ is: 'hurry' })).toEqual([{ do: 'make-all-due' }])
    expect(lanes.due(1, 'a', 'b')).toEqual(['a', 'b'])
  })

  it('F09 a wall clock that was set back moves what waits with it; one that goes forward does not', () => {
    const lanes = play()
    const look = (monoMs: number, wallMs: number) =>
      lanes.tell({ is: 'look', monoMs, wallMs }).map((one) => one.do)
    expect(look(1_000, 1_001_000)).toEqual(['mark-interrupted', 'list-due'])
    expect(look(2_000, 1_002_000 - 3_600_000)).toEqual(['shift-waits', 'mark-interrupted', 'list-due'])
    expect(look(3_000, 1_003_000 + 3_600_000)).toEqual(['mark-interrupted', 'list-due'])
  })

  it('marks nothing as interrupted while anything runs', () => {
    const lanes = play()
    lanes.due(0, 'a')
    expect(lanes.tell({ is: 'look', ...at(1) }).map((one) => one.do)).toEqual(['list-due'])
  })

  it('does nothing any more once it is closed', () => {
    const lanes = play()
    lanes.tell({ is: 'close' })
    expect(lanes.due(0, 'a')).toEqual([])
    expect(lanes.tell({ is: 'hurry' })).toEqual([])
  })

  it('F35 whatever happens, no lane keeps another from being told for ever', () => {
    const lane = fc.constantFrom('a', 'b', 'c', 'd', 'e')
    const ending = fc.constantFrom('done', 'later', 'offline')
    fc.assert(
      fc.property(fc.array(fc.tuple(lane, ending), { maxLength: 60 }), (ends) => {
        const lanes = play()
        let monoMs = 0
        for (const [name, is] of ends) {
          monoMs += 61_000
          lanes.due(monoMs, 'a', 'b', 'c', 'd', 'e')
          // `poison` never comes to a good end; others do, and each of them is started some time.
          if (lanes.state.running[name] !== undefined) lanes.end(name, name === 'a' ? 'later' : is, monoMs)
        }
        for (const name of Object.keys(lanes.state.running)) lanes.end(name, 'done', monoMs)
        monoMs += 61_000
        expect(lanes.due(monoMs, 'b', 'c', 'd')).toEqual(['b', 'c', 'd'])
      }),
    )
  })
})
