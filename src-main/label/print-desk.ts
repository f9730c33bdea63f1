import { type PrintRoutes, usualRoutes } from '../../src-shared/model/print-route.ts'
import type { PrinterRole } from '../../src-shared/model/printer.ts'
import type { Printer } from '../device/printer/printer.ts'
import { readSetting } from '../station-settings.ts'
import type { PrintRow } from '../store/print-rows.ts'
import type { Store } from '../store/store.ts'

/** Where one label goes now. `because` says why it is not the printer that usually takes it. */
export type PrintPlace = { role: PrinterRole; printer: Printer; because: string | null }

/** What the print run knows of the printers just now. */
export type PrinterMood = {
  printer(role: PrinterRole): Printer | null
  isBusy(role: PrinterRole): boolean
  /** It said a moment ago that it cannot print, or cannot make this label. Null: nothing against it. */
  whyNot(role: PrinterRole, job: PrintRow): string | null
}

export function routesOf(store: Store): PrintRoutes {
  return readSetting(store, 'print-routes') ?? usualRoutes
}

/** What a printer's own lamp says against printing; null when it is well, or nothing is known yet. */
export function lampTrouble(printer: Printer): string | null {
  const state = printer.state()
  return state.is === 'none' || state.is === 'opening' || state.is === 'ready' ? null : state.why
}

/**
 * The printer for a label: the one its kind is routed to, or, while that one is out and the route allows it, the other.
 * `busy`: its turn comes. `out`: nobody can print it now, with the reason of the printer that should.
 */
export function placeFor(
  job: PrintRow,
  routes: PrintRoutes,
  mood: PrinterMood,
): { is: 'go'; place: PrintPlace } | { is: 'busy' } | { is: 'out'; why: string } {
  const route = job.kind === 'product-label' ? routes['product-label'] : routes['box-label']
  const wanted: PrinterRole = mood.printer(route.to) === null ? 'printer' : route.to
  const first = mood.printer(wanted)
  if (first === null) return { is: 'out', why: 'No printer is set up.' }
  if (mood.isBusy(wanted)) return { is: 'busy' }
  const why = mood.whyNot(wanted, job) ?? lampTrouble(first)
  if (why === null) return { is: 'go', place: { role: wanted, printer: first, because: null } }
  const other: PrinterRole = wanted === 'printer' ? 'printer2' : 'printer'
  const second = mood.printer(other)
  // A folder is no stand-in: nobody at the bench would see the label.
  if (!route.hasStandIn || second === null || second.state().is === 'none' || second.isFolder) {
    return { is: 'out', why }
  }
  if (mood.isBusy(other)) return { is: 'busy' }
  if (mood.whyNot(other, job) !== null || lampTrouble(second) !== null) return { is: 'out', why }
  return { is: 'go', place: { role: other, printer: second, because: why } }
}

/** The sentence kept with a label that came out of the other printer. */
export function standInWords(role: PrinterRole, because: string): string {
  const from = role === 'printer2' ? 'the second printer' : 'the first printer'
  return `Printed on ${from}, because: ${because}`
}
