import type { ReceiveDesk } from '../../src-shared/model/receive.ts'
import { DemoError } from './demo-error.ts'
import { damagedName, type Good, shortName } from './goods.ts'
import { hasPulled } from './pack.ts'
import { scan } from './scan.ts'
import { destination, type Stage } from './stage.ts'
import { lookAgainMs, until } from './until.ts'

/** Receives the transfer at the other outlet, which knows of it only what the store says. Gives the desk. */
export async function receiveTransfer(
  stage: Stage,
  reference: string,
  goods: readonly Good[],
  say: (line: string) => void,
): Promise<ReceiveDesk> {
  const { station } = stage.receiving
  const consignmentId = await findArrival(stage, reference)
  say(`${destination.name} sees the transfer on its way`)
  await station.ask('desk:show', { screen: 'receive', consignmentId })
  const desk = () => station.ask('receive:open', { consignmentId })

  for (const good of goods) {
    const arrived = good.name === shortName ? good.planned - 1 : good.planned
    for (let unit = 0; unit < arrived; unit += 1) await scan(stage.receiving, consignmentId, good.code)
  }
  const damaged = goods.find((good) => good.name === damagedName)
  const broken = (await desk()).lines.find((line) => line.productId === damaged?.productId)
  if (broken === undefined) throw new DemoError(`${damagedName} is not on the transfer that arrived.`)
  await station.ask('receive:change', { consignmentId, lineId: broken.id, damaged: 1 })
  await station.ask('receive:note', { consignmentId, lineId: broken.id, note: 'Cracked in the box' })
  const { totals } = await desk()
  say(`Counted ${totals.received} units: 1 ${shortName} is missing, 1 ${damagedName} is damaged`)
  await station.ask('receive:close', { consignmentId, reason: `1 ${shortName} was not in the boxes` })
  return until('the store has what was received', async () => {
    const { line } = await station.ask('sync:screen', {})
    if (line.is === 'needs-you') throw new DemoError(`The receiving station says: ${line.say}.`)
    const now = await desk()
    return now.head.remoteStatus === 'RECEIVED' && now.head.waiting === null ? now : null
  })
}

/** Waits until the feed brings the transfer, asking the station to look twice a second, as its Sync screen offers. */
async function findArrival(stage: Stage, reference: string): Promise<string> {
  const { station } = stage.receiving
  let askedAt = 0
  return until(`the transfer arrives at ${destination.name}`, async () => {
    const { toReceive } = await station.ask('work:list', {})
    const found = toReceive.find((head) => head.reference === reference && head.plannedUnits > 0)
    if (found !== undefined) return found.id
    const { feeds } = await station.ask('sync:screen', {})
    if (performance.now() - askedAt > lookAgainMs && hasPulled(feeds, ['products', 'consignments'])) {
      askedAt = performance.now()
      await station.ask('sync:now', {})
    }
    return null
  })
}
