import { describe, expect, it } from 'vitest'
import { namingFields } from '../../../src-main/staff/guard.ts'
import type { Staff } from '../../../src-main/staff/staff.ts'
import { keepSetting } from '../../../src-main/station-settings.ts'
import { type Ask, contract } from '../../../src-shared/contract/contract.ts'
import { requestNeeds } from '../../../src-shared/contract/request-rights.ts'
import { StationError } from '../../../src-shared/failure.ts'
import { personRoles } from '../../../src-shared/rule/rights.ts'
import { depot, shop, type TestBench, testBench, write } from '../bench.ts'
import { adminPin, fillStaff, otherPin, staffOver } from './staff-bench.ts'

const asks = Object.keys(contract) as Ask[]

/**
 * Who may ask what, written out a second time: by request (or the start of its name) for SA SM OM DI AD FI, first where it
 * is at the person's own outlet, then where it is at another. The first line that fits counts.
 */
const expected: readonly [string, own: string, elsewhere?: string][] = [
  ['staff:people', '-yyyy-'],
  ['staff:unlock', '-yyyy-'],
  ['staff:state', 'yyyyyy'],
  ['staff:sign-in', 'yyyyyy'],
  ['staff:lock', 'yyyyyy'],
  ['staff:touch', 'yyyyyy'],
  ['staff:first', 'yyyyyy'],
  ['staff:', '---yy-'],
  ['frame:bring-back', '---yy-'],
  ['frame:', 'yyyyyy'],
  ['scale:read', 'yyyyyy'],
  ['desk:times', 'yyyyyy', '-yyyyy'],
  ['desk:', 'yyyyyy'],
  ['work:list', 'yyyyyy'],
  ['outlet:list', 'yyyyyy'],
  ['product:', 'yyyyyy'],
  ['transfer:create', 'yyyy--'],
  ['transfer:', 'yyyy--', '-yyy--'],
  ['consignment:cancel', '-yyy--'],
  ['recount:list', 'yyyyyy'],
  ['recount:done', 'yyyy--', '-yyy--'],
  ['consignment:history', 'yyyyyy', '-yyyyy'],
  ['approval:inbox', 'yyyyyy'],
  ['approval:of', 'yyyyyy', '-yyyyy'],
  ['approval:submit', 'yyyy--', '-yyy--'],
  ['approval:withdraw', 'yyyy--', '-yyy--'],
  ['approval:rules', 'yyyyyy'],
  ['approval:set-rules', '---yy-'],
  ['approval:changes-seen', 'yyyyyy'],
  ['approval:', '-yyy--'],
  ['pack:open', 'yyyyyy', '-yyyyy'],
  ['pack:sheet', 'yyyyyy', '-yyyyy'],
  ['pack:label-preview', 'yyyyyy', '-yyyyy'],
  ['pack:slip', 'yyyyyy', '-yyyyy'],
  ['pack:rules', 'yyyyyy'],
  ['pack:set-rules', '---yy-'],
  ['pack:standing', 'yyyyyy'],
  ['pack:recall', '-yyy--'],
  ['pack:', 'yyyy--', '-yyy--'],
  ['receive:open', 'yyyyyy', '-yyyyy'],
  ['receive:', 'yyyy--', '-yyy--'],
  ['count:rules', 'yyyyyy'],
  ['count:set-rules', '---yy-'],
  ['count:create', 'yyyy--'],
  ['count:open', 'yyyyyy', '-yyyyy'],
  ['count:', 'yyyy--', '-yyy--'],
  ['supplier:list', 'yyyyyy'],
  ['order:list', 'yyyyyy'],
  ['order:rules', 'yyyyyy'],
  ['order:set-rules', '---yy-'],
  ['order:open', 'yyyyyy', '-yyyyy'],
  ['order:file', 'yyyyyy', '-yyyyy'],
  ['order:create', 'yyyy--'],
  ['order:', 'yyyy--', '-yyy--'],
  ['return:open', 'yyyyyy', '-yyyyy'],
  ['return:create', 'yyyy--'],
  ['return:refund', '-yyy--'],
  ['return:', 'yyyy--', '-yyy--'],
  ['label:product-jobs', 'yyyyyy'],
  ['label:', 'yyyy--'],
  ['sync:story', 'yyyyyy', '-yyyyy'],
  ['sync:retry', '---yy-'],
  ['sync:discard', '---yy-'],
  ['sync:settle', '-yyyy-'],
  ['sync:', 'yyyyyy'],
  ['support:bundle', '-yyyy-'],
  ['reconcile:state', 'yyyyyy'],
  ['reconcile:', '-yyyy-'],
  ['record:erase-text', '---yy-'],
  ['record:', 'yyyyyy'],
  ['override:enter', 'yyyyyy'],
  ['override:', '-yyyy-'],
  ['device:list', 'yyyyyy'],
  ['device:test-code', 'yyyyyy'],
  ['device:try', 'yyyyyy'],
  ['device:', '-yyyy-'],
  ['doctor:look', 'yyyyyy'],
  ['doctor:scan', 'yyyyyy'],
  ['doctor:', '-yyyy-'],
  ['setup:state', 'yyyyyy'],
  ['setup:look', 'yyyyyy'],
  ['setup:', '---yy-'],
  ['training:', 'yyyyyy'],
]

function expectedOf(ask: Ask): { own: string; elsewhere: string } {
  const line = expected.find(([start]) => ask.startsWith(start))
  if (line === undefined) throw new Error(`nobody said who may ask ${ask}`)
  return { own: line[1], elsewhere: line[2] ?? line[1] }
}

/** What the door says: in, or the code of the refusal. */
function tried(staff: Staff, ask: Ask, taken: unknown): string {
  try {
    staff.admit(ask, taken)
    return 'in'
  } catch (thrown) {
    if (thrown instanceof StationError && thrown.next !== '') return thrown.code
    throw thrown
  }
}

/** A transfer between two outlets with a box, as the fields of a request that is about it. */
function aboutTransfer(bench: TestBench) {
  const consignmentId = bench.transfer({ 'p-tea': 2 })
  bench.at('pack', consignmentId)
  bench.count('TEA-1')
  const parcelId = bench.store.parcels.of(consignmentId)[0]?.id ?? ''
  return { consignmentId, parcelId, fromParcelId: parcelId, toParcelId: parcelId }
}

async function staffed(outletIds: string[]) {
  const bench = testBench()
  const about = aboutTransfer(bench)
  write(bench.store, 'test:outlet', () => keepSetting(bench.store, 'outlet-id', depot))
  const staff = staffOver(bench.store, bench.clock)
  const open = staff.state().is
  const beforehand = asks.map((ask) => tried(staff, ask, about))
  const ids = await fillStaff(bench.store, staff, outletIds)
  const signIn = (role: keyof typeof ids) => staff.signIn(ids[role], role === 'AD' ? adminPin : otherPin)
  return { bench, about, staff, ids, signIn, open, beforehand }
}

describe('every request of the contract', () => {
  it('is answered to every role that may ask it, at its own outlets, and refused to every other', async () => {
    for (const [outletIds, which] of [
      [[depot, shop], 'own'],
      [['outlet-elsewhere'], 'elsewhere'],
    ] as const) {
      const { staff, signIn, about } = await staffed([...outletIds])
      let answered = 0
      for (const role of personRoles) {
        await signIn(role)
        for (const ask of asks) {
          const letter = expectedOf(ask)[which][personRoles.indexOf(role)]
          const code = tried(staff, ask, about)
          expect(code === 'in', `${role} ${which} ${ask}: ${code}`).toBe(letter === 'y')
          if (code === 'in') answered += 1
          else expect(['not-allowed', 'not-your-outlet'], `${role} ${ask}`).toContain(code)
        }
      }
      expect(answered).toBeGreaterThan(asks.length * 2)
    }
  })

  it('is refused while nobody is signed in, but for the few that let somebody sign in', async () => {
    const { staff, about } = await staffed([depot])
    staff.lock()
    const open = asks.filter((ask) => tried(staff, ask, about) !== 'locked')
    expect(open.sort()).toEqual([
      'desk:scan',
      'frame:state',
      'staff:first',
      'staff:lock',
      'staff:sign-in',
      'staff:state',
      'staff:touch',
    ])
  })

  it('is answered as before at a station where nobody is set up', async () => {
    const { open, beforehand, staff } = await staffed([depot])
    expect(open).toBe('open')
    expect(new Set(beforehand)).toEqual(new Set(['in']))
    expect(staff.actor()).not.toMatchObject({ id: 'bench' })
  })

  it('that asks where something stands has a field that tells it', () => {
    for (const ask of asks) {
      const need = requestNeeds[ask]
      if (
        need.is === 'anybody' ||
        need.at === 'nowhere' ||
        need.at === 'station' ||
        need.at === 'own-outlets'
      )
        continue
      const fields = Object.keys((contract[ask].takes as { shape?: object }).shape ?? {})
      expect(
        fields.some((field) => (namingFields as readonly string[]).includes(field)),
        ask,
      ).toBe(true)
    }
  })

  it('is refused when what it names is not known, or only one of two boxes is at the person’s outlet', async () => {
    const { staff, signIn, about, bench } = await staffed([depot])
    const other = aboutTransfer(bench)
    await signIn('SA')
    expect(tried(staff, 'pack:change', { consignmentId: 'gone' })).toBe('not-your-outlet')
    expect(tried(staff, 'pack:seal', { parcelId: 'gone' })).toBe('not-your-outlet')
    expect(tried(staff, 'pack:seal', {})).toBe('not-your-outlet')
    expect(tried(staff, 'pack:move', { fromParcelId: about.parcelId, toParcelId: other.parcelId })).toBe('in')
    expect(tried(staff, 'pack:move', { fromParcelId: about.parcelId, toParcelId: 'gone' })).toBe(
      'not-your-outlet',
    )
    // Packing is at the source, receiving at the destination.
    expect(tried(staff, 'pack:packed', about)).toBe('in')
    expect(tried(staff, 'receive:all', about)).toBe('not-your-outlet')
  })

  it('that nobody wrote down is refused', async () => {
    const { staff, signIn } = await staffed([depot])
    await signIn('AD')
    expect(tried(staff, 'pack:teleport' as Ask, {})).toBe('locked')
    expect(tried(staff, 'constructor' as Ask, {})).not.toBe('in')
  })
})
