import type { Gives } from '../../src-shared/contract/contract.ts'
import type { ConsignmentHead } from '../../src-shared/model/consignment.ts'
import { units } from '../format.ts'
import { Icon } from '../part/icon.tsx'
import { wayOf } from '../part/way-of.ts'
import { hashOf, type Route } from '../route.ts'
import { words } from '../words.ts'

type UnderWay = { readonly head: ConsignmentHead; readonly route: Route }

/** What was counted on last and is not finished, with the bench it is on; null when nothing is under way. */
export function underWay({
  toPack,
  toReceive,
  toCount,
}: Pick<Gives<'work:list'>, 'toPack' | 'toReceive' | 'toCount'>): UnderWay | null {
  const begun = [
    ...toPack
      .filter((head) => head.state === 'packing' && head.readOnlyBecause === null)
      .map((head) => ({ head, route: { screen: 'pack', id: head.id } as const })),
    ...toReceive
      .filter((head) => head.state === 'receiving' && head.readOnlyBecause === null)
      .map((head) => ({ head, route: { screen: 'receive', id: head.id } as const })),
    ...toCount
      .filter((head) => head.state === 'counting' && head.readOnlyBecause === null)
      .map((head) => ({ head, route: { screen: 'count', id: head.id } as const })),
  ]
  return begun.toSorted((one, other) => (one.head.updatedAt < other.head.updatedAt ? 1 : -1))[0] ?? null
}

/** The way back to it, before anything else on the Work screen. */
export function GoOn({ begun: { head, route } }: { readonly begun: UnderWay }) {
  const w = words.work
  const way = wayOf(head)
  const isComing = route.screen === 'receive'
  const [done, all] = isComing
    ? [head.receivedOfExpected, head.expectedUnits]
    : [head.packedOfPlanned, head.plannedUnits]
  if (route.screen === 'count') return <GoOnCounting head={head} />
  return (
    <a className="go-on" href={hashOf(route)} aria-keyshortcuts="F9">
      <Icon name={isComing ? 'receive' : 'pack'} size={24} />
      <strong>{isComing ? w.goOnReceiving : w.goOnPacking}</strong>
      <span className="go-on-way">
        {way.from} → {way.to}
      </span>
      <span className="code">{head.code}</span>
      <span className="go-on-done">{w.progress(units(done), units(all), null)}</span>
      <kbd className="key">F9</kbd>
    </a>
  )
}

function GoOnCounting({ head }: { readonly head: ConsignmentHead }) {
  const w = words.work
  return (
    <a className="go-on" href={hashOf({ screen: 'count', id: head.id })} aria-keyshortcuts="F9">
      <Icon name="count" size={24} />
      <strong>{w.goOnCounting}</strong>
      <span className="go-on-way">{head.note === '' ? head.to?.name : head.note}</span>
      <span className="code">{head.code}</span>
      <span className="go-on-done">{w.lines(units(head.lines))}</span>
      <kbd className="key">F9</kbd>
    </a>
  )
}
