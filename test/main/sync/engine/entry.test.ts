import { describe, expect, it } from 'vitest'
import type { LineRow } from '../../../../src-main/lightspeed/rows.ts'
import { createStep, type OpenStep } from '../../../../src-main/sync/engine/write-step.ts'
import { answer, attempt, headerRow, lineRow, lost } from './machine-rig.ts'

const totals = (sentCount: string) => answer({ sentCount, receivedCount: '0' } as never)
const none = answer([])

describe('an attempt at an entry', () => {
  it('makes it, adds its lines, reads back, and is done: each write is noted before it is sent', () => {
    const run = attempt()
    expect(run.tell({ is: 'due' })).toEqual(['begin', 'write create'])
    expect(run.tell({ is: 'wrote', answer: answer(headerRow('OPEN')) })).toEqual(['adopt'])
    run.knows('remote-1')
    expect(run.tell({ is: 'adopted' })).toEqual(['read-header'])
    expect(run.tell({ is: 'header', answer: answer(headerRow('OPEN')) })).toEqual(['read-lines'])
    // Nothing can be on what was made a moment ago: no totals are asked for.
    expect(run.tell({ is: 'lines', answer: none })).toEqual(['begin', 'write add-line'])
    expect(run.tell({ is: 'wrote', answer: answer(null) })).toEqual(['read-header'])
    expect(run.tell({ is: 'header', answer: answer(headerRow('OPEN')) })).toEqual(['read-lines'])
    const lines = answer([lineRow('tea', '6.00000')])
    expect(run.tell({ is: 'lines', answer: lines })).toEqual(['read-totals'])
    expect(run.tell({ is: 'totals', answer: totals('6') })).toEqual(['done'])
    expect(run.state.phase).toEqual({ is: 'ended', ending: { is: 'done' } })
  })

  it('writes exactly what was wanted, in the form Lightspeed takes', () => {
    const run = attempt()
    run.tell({ is: 'due' })
    expect(run.commands[0]?.at(-1)).toEqual({
      do: 'write',
      call: {
        to: 'create',
        body: {
          name: 'A transfer PK-1',
          type: 'OUTLET',
          status: 'OPEN',
          reference: 'PK-1',
          outlet_id: 'there',
          source_outlet_id: 'here',
        },
      },
    })
  })

  it('F10 never sends a create again before it was looked for after 5 and 151 seconds', () => {
    const lookedFor: string[] = []
    let step = null as never
    let writtenAtMs: number | null = null
    let monoMs = 0
    const first = attempt()
    first.tell({ is: 'due' })
    expect(first.tell({ is: 'wrote', answer: lost })).toEqual(['later unknown 5000'])
    step = first.state.last as never
    writtenAtMs = first.state.writtenAtMs
    for (const waitMs of [5_000, 146_000]) {
      monoMs += waitMs
      const run = attempt({ isUnknown: true, step, writtenAtMs })
      run.pass(monoMs)
      lookedFor.push(...run.tell({ is: 'due' }), ...run.tell({ is: 'looked-up', answer: none }))
      step = run.state.last as never
    }
    expect(lookedFor).toEqual(['look-up', 'later unknown 146000', 'look-up', 'begin', 'write create'])
  })

  it('F11 a line whose POST may still be on its way stays unknown while another one waits for its list', () => {
    const packed = ['tea', 'cup'].map((productId) => ({ productId, units: 6, costCents: 420 }))
    const first = attempt({ intention: { packed } })
    first.knows('remote-1')
    first.tell({ is: 'due' })
    first.tell({ is: 'header', answer: answer(headerRow('OPEN')) })
    first.tell({ is: 'lines', answer: none })
    expect(first.tell({ is: 'totals', answer: totals('0') })).toEqual(['begin', 'write add-line'])
    expect(first.tell({ is: 'wrote', answer: answer(null) })).toEqual(['begin', 'write add-line'])
    first.tell({ is: 'wrote', answer: lost })
    const { last, writtenAtMs } = first.state
    const again = attempt({ intention: { packed }, isUnknown: true, step: last, writtenAtMs })
    again.knows('remote-1')
    again.pass(5_000)
    again.tell({ is: 'due' })
    again.tell({ is: 'header', answer: answer(headerRow('OPEN')) })
    again.tell({ is: 'lines', answer: none })
    expect(again.tell({ is: 'totals', answer: totals('6') })).toEqual(['later unknown 145000'])
  })

  /** Two lines are packed; the write of the second one, or of `lostOf`, was lost so long ago. */
  function afterLostLine(step: Partial<OpenStep>, ageMs: number) {
    const packed = ['tea', 'cup'].map((productId) => ({ productId, units: 6, costCents: 420 }))
    const open: OpenStep = { ...createStep(0), do: 'add-line', productId: 'cup', count: 6, ...step }
    const run = attempt({
      intention: { packed },
      isUnknown: true,
      step: open,
      writtenAtMs: 1_000_000 - ageMs,
    })
    run.knows('remote-1')
    return {
      run,
      look(rows: LineRow[], sent: string): string[] {
        expect(run.tell({ is: 'due' })).toEqual(['read-header'])
        run.tell({ is: 'header', answer: answer(headerRow('OPEN')) })
        expect(run.tell({ is: 'lines', answer: answer(rows) })).toEqual(['read-totals'])
        return run.tell({ is: 'totals', answer: totals(sent) })
      },
    }
  }
  const tea = lineRow('tea', '6.00000')

  it('F10 a lost line is looked at once soon and once when every list is up to date, hurry or not', () => {
    const first = afterLostLine({}, 5_000)
    expect(first.look([tea], '12')).toEqual(['later unknown 145000'])
    const step = first.run.state.last ?? {}
    const hurried = afterLostLine(step, 40_000)
    expect(hurried.run.tell({ is: 'due' })).toEqual(['later unknown 110000'])
    expect(hurried.run.state.phase).toEqual({ is: 'ended', ending: { is: 'waiting' } })
    // Listed by then, it is done.
    expect(afterLostLine(step, 150_000).look([tea, lineRow('cup', '6.00000')], '12')).toEqual(['done'])
  })

  it('F10 the second look decides: what is still not listed is set, and added only where Lightspeed has none', () => {
    const step: Partial<OpenStep> = { lookups: 1, decidesAfterMs: 150_000 }
    const { run, look } = afterLostLine(step, 150_000)
    expect(look([tea], '12')).toEqual(['begin', 'write set-line'])
    const missing = { is: 'refused', status: 404, say: 'not found', body: '', traceId: 't' } as const
    expect(run.tell({ is: 'wrote', answer: missing })).toEqual(['begin', 'write add-line'])
    expect(afterLostLine(step, 150_000).look([tea], '6')).toEqual(['begin', 'write add-line'])
  })

  it('F10 where the totals show that a line is not there, it is added after half a minute', () => {
    const first = afterLostLine({}, 5_000)
    expect(first.look([tea], '6')).toEqual(['later unknown 25000'])
    expect(afterLostLine(first.run.state.last ?? {}, 30_000).look([tea], '6')).toEqual([
      'begin',
      'write add-line',
    ])
  })

  it('F11 nothing else of a consignment is told while a POST of it may still be on its way', () => {
    const other = afterLostLine({}, 5_000)
    expect(other.look([lineRow('tea', '5.00000')], '5')).toEqual(['later unknown 25000'])
  })

  it('F10 a line that is there and was set is set once more at the first look, and waits for no list', () => {
    const lostSet: Partial<OpenStep> = { do: 'set-line' }
    expect(afterLostLine(lostSet, 5_000).look([tea], '12')).toEqual(['begin', 'write set-line'])
    const stale = [tea, lineRow('cup', '4.00000')]
    expect(afterLostLine(lostSet, 5_000).look(stale, '10')).toEqual(['begin', 'write set-line'])
    // Where another line hides as well, both are seen by the second look.
    expect(afterLostLine(lostSet, 5_000).look([], '12')).toEqual(['later unknown 145000'])
  })

  it('F25 what an earlier process left unknown is looked for anew from its own start', () => {
    const before = attempt()
    before.tell({ is: 'due' })
    const run = attempt({ isUnknown: true, step: before.state.last })
    expect(run.tell({ is: 'due' })).toEqual(['later unknown 5000'])
    expect(run.state.phase).toEqual({ is: 'ended', ending: { is: 'waiting' } })
  })

  it('adopts the oldest of two with our reference, and cancels the other while it is open and empty', () => {
    const before = attempt()
    before.tell({ is: 'due' })
    const run = attempt({ isUnknown: true, step: before.state.last, writtenAtMs: 0 })
    const twin = headerRow('OPEN', 'OUTLET', 'remote-2')
    expect(run.tell({ is: 'due' })).toEqual(['look-up'])
    expect(run.tell({ is: 'looked-up', answer: answer([headerRow('OPEN'), twin]) })).toEqual(['adopt'])
    run.knows('remote-1')
    expect(run.tell({ is: 'adopted' })).toEqual(['read-lines'])
    expect(run.tell({ is: 'lines', answer: none })).toEqual(['warn', 'write update'])
    expect(run.tell({ is: 'wrote', answer: lost })).toEqual(['read-header'])
  })

  it('stops for a person where another record here holds the consignment', () => {
    const run = attempt()
    run.tell({ is: 'due' })
    run.tell({ is: 'wrote', answer: answer(headerRow('OPEN')) })
    const held = { is: 'held', holderId: 'c2', here: 'it was packed', there: 'it is there once' } as const
    expect(run.tell(held)).toEqual(['park held'])
  })

  it('F15 waits 1, 5, 15, 60 and then 240 minutes, and parks after a day, never counting what is no failure', () => {
    const down = {
      is: 'no-answer',
      kind: 'server-error',
      why: 'Status 503.',
      mayHaveApplied: false,
      traceId: 't',
    } as const
    const waits = Array.from({ length: 12 }, (_, tries) => {
      const run = attempt({ tries })
      run.knows('remote-1')
      run.tell({ is: 'due' })
      return run.tell({ is: 'header', answer: down })[0]
    })
    const minutes = [1, 5, 15, 60, 240, 240, 240, 240, 240, 240]
    expect(waits.slice(0, 10)).toEqual(minutes.map((minute) => `later pending ${minute * 60_000}`))
    expect(waits[10]).toBe('park Status 503.')
    const offline = attempt({ tries: 4 })
    offline.knows('remote-1')
    offline.tell({ is: 'due' })
    offline.tell({ is: 'header', answer: { is: 'offline', why: 'no network', traceId: 't' } })
    expect(offline.commands.at(-1)).toMatchObject([{ note: { note: 'later', tries: 4, afterMs: 10_000 } }])
  })

  it('keeps the zeroes it told when it is interrupted, and does not tell them again', () => {
    const intention = {
      type: 'STOCKTAKE',
      status: 'STOCKTAKE_COMPLETE',
      packed: null,
      listed: ['tea', 'cup'],
      received: [
        { productId: 'tea', units: 0 },
        { productId: 'cup', units: 0 },
      ],
    } as const
    const processed = answer(headerRow('STOCKTAKE_IN_PROGRESS_PROCESSED', 'STOCKTAKE'))
    const lines = answer([lineRow('tea', '1.00000'), lineRow('cup', '1.00000')])
    const first = attempt({
      intention: { ...intention, listed: [...intention.listed], received: [...intention.received] },
    })
    first.knows('remote-1')
    first.tell({ is: 'due' })
    first.tell({ is: 'header', answer: processed })
    expect(first.tell({ is: 'lines', answer: lines })).toEqual(['begin', 'write set-line'])
    expect(first.tell({ is: 'wrote', answer: answer(null) })).toEqual(['begin', 'write set-line'])
    first.tell({ is: 'wrote', answer: lost })
    expect(first.commands.at(-1)).toMatchObject([{ note: { step: { zeroes: ['tea'] } } }])
    const again = attempt({
      isUnknown: true,
      step: { ...(first.state.last as NonNullable<typeof first.state.last>), zeroes: ['tea'] },
      intention: { ...intention, listed: [...intention.listed], received: [...intention.received] },
    })
    again.knows('remote-1')
    again.tell({ is: 'due' })
    again.tell({ is: 'header', answer: processed })
    again.tell({ is: 'lines', answer: lines })
    expect(again.commands.at(-1)?.[0]).toMatchObject({ note: { step: { do: 'set-line', productId: 'cup' } } })
  })

  it('F10 day 700069: an earlier number of ours that stands there again is nobody else’s when the last one was lost', () => {
    const intention = {
      status: 'RECEIVED',
      packed: null,
      received: [{ productId: 'tea', units: 0 }],
    } as const
    const known = { intention: { ...intention, received: [...intention.received] } }
    const run = attempt({ ...known, agreed: new Map([['tea', { received: 0, told: [1] }]]) })
    run.knows('remote-1')
    const readBack = (attempted: typeof run, received: string) => {
      attempted.tell({ is: 'due' })
      attempted.tell({ is: 'header', answer: answer(headerRow('SENT')) })
      attempted.tell({ is: 'lines', answer: answer([lineRow('tea', '6.00000', received)]) })
      const totals = { sentCount: '6.00000', sentCost: null, receivedCount: null, receivedCost: null }
      return attempted.tell({ is: 'totals', answer: answer(totals) })
    }
    expect(readBack(run, '1.00000')).toEqual(['begin', 'write set-line'])
    const told = run.state.agreed
    run.tell({ is: 'wrote', answer: lost })
    const again = attempt({ ...known, isUnknown: true, step: run.state.last, agreed: told })
    again.knows('remote-1')
    expect(readBack(again, '1.00000')).toEqual(['begin', 'write set-line'])
    const others = attempt({ ...known, isUnknown: true, step: run.state.last, agreed: told })
    others.knows('remote-1')
    expect(readBack(others, '4.00000')).toEqual(['later unknown 150000'])
    const late = attempt({
      ...known,
      isUnknown: true,
      step: others.state.last,
      agreed: told,
      writtenAtMs: 850_000,
    })
    late.knows('remote-1')
    expect(readBack(late, '4.00000')).toEqual(['park received'])
  })

  it('asks once to take a skipped product off a count, unless it stands there again or the count was made anew', () => {
    const received = [{ productId: 'tea', units: 7 }]
    const told = {
      type: 'STOCKTAKE',
      packed: null,
      received,
      listed: ['tea', 'cup'],
      skipped: ['cup'],
    } as const
    const wanted = { ...told, received: [...received], listed: [...told.listed], skipped: [...told.skipped] }
    const processed = answer(headerRow('STOCKTAKE_IN_PROGRESS_PROCESSED', 'STOCKTAKE'))
    const begun = (lines: string[], more: Parameters<typeof attempt>[0]) => {
      const run = attempt({ agreed: new Map([['tea', { received: 7, told: [] }]]), ...more })
      run.knows('remote-1')
      run.tell({ is: 'due' })
      run.tell({ is: 'header', answer: processed })
      return run.tell({ is: 'lines', answer: answer(lines.map((id) => lineRow(id, '1.00000', '7.00000'))) })
    }
    const status = 'STOCKTAKE_COMPLETE' as const
    const agreedTo = { ...attempt({ intention: wanted }).state.wanted }
    const off = ['begin', 'write delete-line']
    expect(begun(['tea'], { intention: { ...wanted, status } })).toEqual(off)
    expect(begun(['tea'], { intention: { ...wanted, status }, agreedTo })).toEqual(['begin', 'write update'])
    const agreed = new Map(['tea', 'cup'].map((id) => [id, { received: 7, told: [] }]))
    expect(begun(['tea', 'cup'], { intention: { ...wanted, status }, agreedTo, agreed })).toEqual(off)
    expect(begun(['tea'], { intention: { ...wanted, status, insteadOf: ['old'] }, agreedTo })).toEqual(off)
  })

  it('F10 day 2000261: a line that may be on its way is added in the end, also where another was taken off first', () => {
    const units = (productId: string) => ({ productId, units: 7 })
    const intention = {
      type: 'STOCKTAKE' as const,
      status: 'STOCKTAKE_COMPLETE' as const,
      packed: null,
      received: [units('tea'), units('pot')],
      listed: ['tea', 'cup'],
      skipped: ['cup'],
    }
    const agreed = new Map([['tea', { received: 7, told: [] }]])
    const read = (run: ReturnType<typeof attempt>) => {
      run.knows('remote-1')
      run.tell({ is: 'due' })
      run.tell({ is: 'header', answer: answer(headerRow('STOCKTAKE_IN_PROGRESS_PROCESSED', 'STOCKTAKE')) })
      return run.tell({ is: 'lines', answer: answer([lineRow('tea', '9.00000', '7.00000')]) })
    }
    const first = attempt({ intention, agreed })
    expect(read(first)).toEqual(['begin', 'write delete-line'])
    expect(first.tell({ is: 'wrote', answer: answer(null) })).toEqual(['begin', 'write add-line'])
    expect(first.tell({ is: 'wrote', answer: lost })).toEqual(['later unknown 5000'])
    const noted = first.commands.at(-1)?.[0]
    const step = noted?.do === 'note' && noted.note.note === 'later' ? noted.note.step : null
    const again = (ageMs: number) => {
      const told = { intention, agreed: first.state.agreed, isUnknown: true, step }
      return read(attempt({ ...told, writtenAtMs: 1_000_000 - ageMs }))
    }
    expect(again(5_000)).toEqual(['later unknown 145000'])
    expect(again(151_000)).toEqual(['begin', 'write add-line'])
  })

  it('F16 day 3001770: makes none anew beside one that the store wrongly said it has not', () => {
    const again = (event: Parameters<ReturnType<typeof attempt>['tell']>[0]) => {
      const run = attempt({ intention: { insteadOf: ['old-1', 'old-2'] } })
      expect(run.tell({ is: 'due' })).toEqual(['read-header'])
      const missing = { is: 'refused', status: 404, say: 'not found', body: '', traceId: 't' } as const
      expect(run.tell({ is: 'header', answer: missing })).toEqual(['read-header'])
      expect(run.commands.at(-1)).toMatchObject([{ remoteId: 'old-2' }])
      return { said: run.tell(event), run }
    }
    const there = again({ is: 'header', answer: answer(headerRow('OPEN', 'OUTLET', 'old-2')) })
    expect(there.said).toEqual(['adopt'])
    expect(there.run.commands.at(-1)).toMatchObject([{ row: { id: 'old-2' } }])
    const cancelled = headerRow('CANCELLED', 'OUTLET', 'old-2')
    expect(again({ is: 'header', answer: answer(cancelled) }).said).toEqual(['begin', 'write create'])
    const deleted = { ...headerRow('OPEN', 'OUTLET', 'old-2'), deletedAt: '2026-11-20T03:00:00Z' }
    expect(again({ is: 'header', answer: answer(deleted) }).said).toEqual(['begin', 'write create'])
    expect(again({ is: 'header', answer: lost }).said).toEqual(['later pending 60000'])
  })

  it('takes up what was folded in while it read', () => {
    const run = attempt({ intention: { status: 'CANCELLED', packed: null } })
    run.knows('remote-1')
    run.tell({ is: 'due' })
    const gone = { is: 'refused', status: 404, say: 'not found', body: '', traceId: 't' } as const
    expect(run.tell({ is: 'header', answer: gone })).toEqual(['done'])
  })

  it('a state that was copied goes on like the one it was copied from', () => {
    const run = attempt()
    run.tell({ is: 'due' })
    const copy = structuredClone(run.state)
    expect(copy).toEqual(run.state)
  })
})
