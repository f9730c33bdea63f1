import type { Clock } from '../../../src-main/clock.ts'
import { quietLog } from '../../../src-main/log/log.ts'
import { systemRandom } from '../../../src-main/random.ts'
import { addFirst, addPerson } from '../../../src-main/staff/people.ts'
import { openStaff, type Staff } from '../../../src-main/staff/staff.ts'
import type { Store } from '../../../src-main/store/store.ts'
import type { PersonRole } from '../../../src-shared/rule/rights.ts'

export const adminPin = '602413'
export const otherPin = '918273'

/** A keychain's worth of secrets in memory; `isOpen` false: it gives and takes nothing. */
export function pocketSecrets() {
  const kept = new Map<string, string>()
  const state = { isOpen: true }
  return {
    kept,
    state,
    get: async (name: string) => (state.isOpen ? (kept.get(name) ?? null) : null),
    put: async (name: string, text: string) => void kept.set(name, text),
  }
}

/** The people of a store, with PINs that cost nothing to check. */
export function staffOver(store: Store, clock: Clock, secrets = pocketSecrets()): Staff {
  return openStaff({
    store,
    clock,
    log: quietLog,
    random: systemRandom,
    secrets,
    tell: () => undefined,
    newTraceId: () => 'req_test',
    pinCost: 2,
    isProduct: (code) => code === 'PRODUCT-CODE',
  })
}

/** An administrator, signed in, and one more person of each role; gives their ids by role. */
export async function fillStaff(
  store: Store,
  staff: Staff,
  outletIds: string[],
): Promise<Record<PersonRole, string>> {
  const needs = { store, staff, random: systemRandom }
  const first = await addFirst(needs, { name: 'Administrator', role: 'AD', pin: adminPin })
  const add = async (role: PersonRole) =>
    (await addPerson(needs, { name: `Person ${role}`, role, outletIds, remoteUserId: null, pin: otherPin }))
      .personId
  return {
    AD: first.id,
    SA: await add('SA'),
    SM: await add('SM'),
    OM: await add('OM'),
    DI: await add('DI'),
    FI: await add('FI'),
  }
}
