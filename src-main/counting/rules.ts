import { type Bench, commandOn } from '../bench.ts'
import { keepSetting, readSetting } from '../station-settings.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import type { Store } from '../store/store.ts'

/** `count:rules`: whether a stocktake that begins here is told by setting stock levels. Usually as a stocktake. */
export function countRules(store: Store): { setsLevels: boolean } {
  return { setsLevels: readSetting(store, 'counts-set-levels') === true }
}

/** `count:set-rules`: for stocktakes that begin from now on. */
export function setCountRules(bench: Bench, taken: { setsLevels: boolean }): Record<string, never> {
  const { store } = bench
  const command = { ...commandOn(bench, 'count:set-rules', '', taken), subject: null }
  return store.write(command, () => {
    keepSetting(store, 'counts-set-levels', taken.setsLevels)
    return {}
  })
}

/** One that Lightspeed knows as a stocktake is finished as one. */
export function beginsWithLevels(store: Store, { id, origin, remoteId }: ConsignmentRow): boolean {
  const isKnownThere = origin !== 'here' || remoteId !== null || store.outbox.anyEver(id)
  return !isKnownThere && countRules(store).setsLevels
}
