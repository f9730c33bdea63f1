import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import type { PrintAnswer } from '../../../src-main/device/printer/print-answer.ts'
import { openPrintRun, type PrintRun } from '../../../src-main/label/print-run.ts'
import { cancelConsignment } from '../../../src-main/ordering/transfer.ts'
import { labelCameOut, printAgain, sealBox, unsealBox } from '../../../src-main/packing/seal.ts'
import type { PrintState } from '../../../src-main/store/print-rows.ts'
import { StationError } from '../../../src-shared/failure.ts'
import { goods, testBench } from '../bench.ts'
import { manualClock } from '../device/manual-clock.ts'
import { pretendPrinter } from './pretend-printer.ts'

/** Every step a label can take in the ledger, and why. */
const steps = {
  'new → waiting': 'sealed, or printed again with a reason',
  'waiting → waiting': 'the printer is out: why is noted',
  'waiting → sending': 'noted before the first byte',
  'waiting → dropped': 'opened again, replaced, cancelled',
  'sending → printed': 'the printer is known to have made it',
  'sending → waiting': 'the printer could not: nothing came out',
  'sending → unsure': 'nobody can tell, or the power went',
  'unsure → printed': 'a person saw it',
  'unsure → waiting': 'a person saw that it did not come out',
  'unsure → dropped': 'replaced by a marked copy, or the box was opened again',
} as const

type Say = 'printed' | 'slow' | 'unsure' | 'not-ready' | 'gone' | 'breaks' | 'hangs'
const allSays: readonly Say[] = ['printed', 'slow', 'unsure', 'not-ready', 'gone', 'breaks', 'hangs']
type Act =
  | { is: 'seal' | 'unseal' | 'again' | 'wait' | 'power-loss' | 'cancel' }
  | { is: 'person'; cameOut: boolean }
  | { is: 'printer'; says: Say }
  | { is: 'disk'; isFull: boolean }

const answers: Record<'printed' | 'unsure' | 'not-ready', PrintAnswer> = {
  printed: { is: 'printed' },
  unsure: { is: 'unsure', why: 'The printer went silent while the label was printed.' },
  'not-ready': { is: 'not-ready', why: 'The printer is out of labels.', next: 'Load labels.' },
}

/** A box on a bench whose disk can be full, whose printer can do anything, and whose power can go. */
function ledger() {
  const clock = manualClock()
  const bench = testBench(clock)
  const { store } = bench
  const id = bench.transfer({ [goods.tea.id]: 1 })
  bench.at('pack', id)
  bench.count('TEA-1')
  const parcelId = store.parcels.of(id)[0]?.id ?? ''
  const taken: string[] = []
  const numbers = new Set<string>()
  let saying: Say = 'printed'
  let isFull = false
  let run: PrintRun | null = null
  /** Jobs the printer has made, or may have, since a person last said that one did not come out. */
  const made = new Set<string>()
  const sentTwice: string[] = []

  const jobs = () => store.prints.of(parcelId)
  const stateOf = (job: string) => jobs().find((each) => each.id === job)?.state ?? 'new'
  const note = (from: PrintState | 'new', to: PrintState) => taken.push(`${from} → ${to}`)

  const { request, set, setSendingUnsure } = store.prints
  vi.spyOn(store.prints, 'request').mockImplementation((row) => {
    request(row)
    numbers.add(row.labelNumber)
    note('new', 'waiting')
  })
  vi.spyOn(store.prints, 'set').mockImplementation((job, state, endedAt, problem) => {
    note(stateOf(job), state)
    set(job, state, endedAt, problem)
  })
  vi.spyOn(store.prints, 'setSendingUnsure').mockImplementation((problem) => {
    for (const job of jobs()) if (job.state === 'sending') note('sending', 'unsure')
    return setSendingUnsure(problem)
  })
  const write = store.write.bind(store)
  vi.spyOn(store, 'write').mockImplementation((command, work) => {
    if (isFull) throw new StationError('disk-full', 'The disk is full.', 'Make room.', { retryable: true })
    return write(command, work)
  })

  const printer = pretendPrinter(
    () => {
      const job = jobs().find(({ state }) => state === 'sending')?.id ?? 'none'
      if (saying === 'not-ready' || saying === 'gone') return answers['not-ready']
      if (made.has(job)) sentTwice.push(job)
      made.add(job)
      if (saying === 'breaks') throw new Error('the driver broke')
      if (saying === 'hangs') return new Promise<PrintAnswer>(() => undefined)
      if (saying === 'unsure') return answers.unsure
      if (saying === 'printed') return answers.printed
      return new Promise<PrintAnswer>((resolve) => clock.after(2_000, () => resolve(answers.printed)))
    },
    [],
    {
      state: () =>
        saying === 'gone'
          ? { is: 'lost', why: 'The printer was unplugged.', since: '2026-01-05T00:00:00Z' }
          : { is: 'ready' },
    },
  )

  const start = () =>
    openPrintRun({ bench, printer: (role) => (role === 'printer' ? printer : null), isTraining: false })

  async function act(what: Act): Promise<void> {
    switch (what.is) {
      case 'seal':
        return void sealBox(bench, parcelId, { grams: 500, from: 'typed', frame: null })
      case 'unseal':
        return void unsealBox(bench, { parcelId, reason: 'one more' })
      case 'again':
        return void printAgain(bench, { parcelId, reason: 'smeared' })
      case 'person': {
        const asked = jobs().find(({ state }) => state === 'unsure')
        labelCameOut(bench, { parcelId, cameOut: what.cameOut })
        if (!what.cameOut && asked) made.delete(asked.id)
        return
      }
      case 'cancel':
        return void cancelConsignment(bench, { consignmentId: id, reason: 'not wanted' })
      case 'printer':
        saying = what.says
        return run?.changed('printer')
      case 'disk':
        isFull = what.isFull
        return
      case 'power-loss':
        // What the old run still waits for is never noted.
        void run?.close()
        run = start()
        return
      case 'wait':
        return clock.pass(4_000)
    }
  }

  return {
    begin: () => {
      run = start()
    },
    async act(what: Act) {
      try {
        await act(what)
      } catch (thrown) {
        if (!(thrown instanceof StationError)) throw thrown
      }
      run?.wake()
      await clock.pass(1)
    },
    async end() {
      isFull = false
      saying = 'printed'
      void run?.close()
      run = start()
      await clock.pass(10_000)
    },
    taken,
    sentTwice,
    numbers,
    jobs,
    box: () => store.parcels.get(parcelId),
    isCancelled: () => bench.state(id) === 'cancelled',
  }
}

/** What must hold whenever nothing is under way. */
function holds({ jobs, numbers, sentTwice, taken, box, isCancelled }: ReturnType<typeof ledger>): void {
  for (const step of taken) expect(Object.keys(steps)).toContain(step)
  expect(numbers.size).toBeLessThanOrEqual(1)
  expect(sentTwice).toEqual([])
  const all = jobs()
  for (const job of all) expect(job.labelNumber).toBe(box()?.labelNumber)
  const open = all.filter(({ state }) => state === 'waiting' || state === 'sending' || state === 'unsure')
  expect(open.length).toBeLessThanOrEqual(1)
  const out = all.filter(({ state }) => state === 'printed')
  expect(new Set(out.map(({ copy }) => copy)).size).toBe(out.length)
  for (const job of all) expect(job.copy === 1).toBe(job.reason === null)
  const isSealed = box()?.state === 'sealed'
  if (isSealed && !isCancelled()) expect(all.some(({ state }) => state !== 'dropped')).toBe(true)
}

const act: fc.Arbitrary<Act> = fc.oneof(
  ...(['seal', 'unseal', 'again', 'wait', 'power-loss'] as const).map((is) => fc.constant({ is })),
  fc.boolean().map((cameOut) => ({ is: 'person' as const, cameOut })),
  fc.constantFrom(...allSays).map((each) => ({ is: 'printer' as const, says: each })),
  fc.boolean().map((isFull) => ({ is: 'disk' as const, isFull })),
)

it('F32 F33 the ledger of a box takes known steps only, gives one number, loses no label and sends none twice', async () => {
  const seen = new Set<string>()
  const day = fc.array(act, { minLength: 5, maxLength: 25 })
  await fc.assert(
    fc.asyncProperty(day, async (acts) => {
      const one = ledger()
      one.begin()
      await one.act({ is: 'seal' })
      for (const each of acts) {
        await one.act(each)
        holds(one)
      }
      await one.end()
      holds(one)
      // With a printer that works and a store that writes, nothing is left but a question to a person.
      for (const { state } of one.jobs()) expect(['printed', 'dropped', 'unsure']).toContain(state)
      for (const step of one.taken) seen.add(step)
    }),
    { numRuns: 40, seed: 33 },
  )
  expect([...seen].sort()).toEqual(Object.keys(steps).sort())
}, 120_000)

it('F33 a label that comes out while the disk is full is noted once there is room, and sent to nobody again', async () => {
  const one = ledger()
  one.begin()
  await one.act({ is: 'printer', says: 'slow' })
  await one.act({ is: 'seal' })
  await one.act({ is: 'disk', isFull: true })
  await one.act({ is: 'wait' })
  expect(one.jobs()).toMatchObject([{ state: 'sending' }])
  await one.act({ is: 'disk', isFull: false })
  await one.act({ is: 'wait' })
  expect(one.jobs()).toMatchObject([{ state: 'printed', copy: 1 }])
  holds(one)
})

it('F33 a question about a label is asked once there is room to note it, and nothing is sent before', async () => {
  const one = ledger()
  one.begin()
  await one.act({ is: 'printer', says: 'hangs' })
  await one.act({ is: 'seal' })
  expect(one.jobs()).toMatchObject([{ state: 'sending' }])
  // The power goes while the label is out; at the next start the disk is full.
  await one.act({ is: 'disk', isFull: true })
  await one.act({ is: 'power-loss' })
  await one.act({ is: 'printer', says: 'printed' })
  await one.act({ is: 'wait' })
  expect(one.jobs()).toMatchObject([{ state: 'sending' }])
  await one.act({ is: 'disk', isFull: false })
  await one.act({ is: 'wait' })
  expect(one.jobs()).toMatchObject([{ state: 'unsure' }])
  await one.act({ is: 'person', cameOut: false })
  expect(one.jobs()).toMatchObject([{ state: 'printed', copy: 1 }])
})

it('drops what waits when the transfer is cancelled, and prints nothing of it', async () => {
  const one = ledger()
  one.begin()
  await one.act({ is: 'printer', says: 'not-ready' })
  await one.act({ is: 'seal' })
  await one.act({ is: 'cancel' })
  await one.end()
  expect(one.jobs()).toMatchObject([{ state: 'dropped' }])
  holds(one)
})
