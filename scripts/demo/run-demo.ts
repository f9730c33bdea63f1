import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PackDesk } from '../../src-shared/model/pack.ts'
import type { ReceiveDesk } from '../../src-shared/model/receive.ts'
import type { Closers } from './closers.ts'
import { type CountedLine, differences } from './compare.ts'
import { type DemoDocument, emptyDocument } from './document.ts'
import { type Good, goodsOf } from './goods.ts'
import { drawLabels } from './label-pictures.ts'
import { packTransfer } from './pack.ts'
import { receiveTransfer } from './receive.ts'
import { isCounted } from './scan.ts'
import { type Bench, destination, openStage, type Stage, source } from './stage.ts'
import { readConsignment, readLedger, readLevels } from './store-reading.ts'
import { lookAgainMs, until } from './until.ts'

type Parts = {
  outFolder: string
  closers: Closers
  say(line: string): void
}

/**
 * Plays the main job once and compares what the store says with what was counted. Gives the document and a sentence
 * for each difference. What it opens goes to `closers`, for the caller to close.
 */
export async function runDemo({ outFolder, closers, say }: Parts): Promise<{
  document: DemoDocument
  problems: string[]
}> {
  const startedAt = performance.now()
  const stage = await openStage(closers, say)
  const goods = goodsOf(stage.store.catalogue)
  const levels = () =>
    readLevels(
      stage.store,
      goods.map(({ productId }) => productId),
      [source.id, destination.id],
    )
  const before = await levels()

  const packed = await packTransfer(stage, goods, say)
  const { reference, remoteId } = packed.head
  if (remoteId === null) throw new Error('sent, but without an id of the store')
  say(`The store has it as ${reference}, sent`)
  const received = await receiveTransfer(stage, reference, goods, say)
  const head = await untilBothKnow(stage, packed.head.id)

  const lines = goods.map((good) => countedLine(good, packed, received))
  const ledger = await readLedger(stage.store)
  const consignment = await readConsignment(stage.store, remoteId)
  const after = await levels()
  const problems = [
    ...differences({
      reference,
      lines,
      sourceId: source.id,
      destinationId: destination.id,
      consignment,
      before,
      after,
      ledger,
    }),
    ...labelProblems(stage, packed),
  ]
  if (problems.length === 0) say('Read back from the store: lines, receipt and stock are what was counted')
  const labels = await drawLabels(stage.printer.labels(), outFolder)
  say(`Label pictures: ${labels.join(', ')}`)

  const document: DemoDocument = {
    ...emptyDocument(),
    ok: problems.length === 0,
    scans: scansOf([stage.packing, stage.receiving]),
    parcels: packed.parcels.map((parcel) => ({
      number: parcel.number,
      grams: parcel.grams,
      weightFrom: parcel.weightFrom,
      label: parcel.labelNumber,
    })),
    consignments: [
      {
        reference,
        remoteId,
        kind: head.kind,
        state: head.state,
        remoteStatus: head.remoteStatus,
        lines: goods.map((good, place) => ({
          sku: good.sku,
          planned: good.planned,
          packed: lines[place]?.packed ?? 0,
          received: lines[place]?.received ?? 0,
          damaged: lines[place]?.damaged ?? 0,
        })),
      },
    ],
    store: ledger,
    labels,
    durationMs: Math.round(performance.now() - startedAt),
  }
  writeFileSync(join(outFolder, 'report.json'), `${JSON.stringify(document, null, 2)}\n`)
  return { document, problems }
}

/**
 * The packing outlet learns through its own feed that the transfer was received; asked to look twice a second, for each
 * look takes calls of the store's allowance. Gives its head then.
 */
function untilBothKnow(stage: Stage, consignmentId: string) {
  const { station } = stage.packing
  let askedAt = 0
  return until(`${source.name} learns that it was received`, async () => {
    const { head } = await station.ask('pack:open', { consignmentId })
    if (head.remoteStatus === 'RECEIVED') return head
    if (performance.now() - askedAt > lookAgainMs) {
      askedAt = performance.now()
      await station.ask('sync:now', {})
    }
    return null
  })
}

function countedLine(good: Good, packed: PackDesk, received: ReceiveDesk): CountedLine {
  const there = received.lines.find((line) => line.productId === good.productId)
  return {
    productId: good.productId,
    name: good.name,
    packed: packed.lines.find((line) => line.productId === good.productId)?.packed ?? 0,
    // Closing the receipt moves its counts to 'before'.
    received: there === undefined ? 0 : there.before + there.received,
    damaged: there?.damaged ?? 0,
  }
}

function scansOf(benches: Bench[]): DemoDocument['scans'] {
  const all = benches.flatMap(({ scans }) => scans)
  const committed = all.filter(isCounted).length
  return { sent: all.length, committed, refused: all.length - committed }
}

function labelProblems({ printer }: Stage, { parcels }: PackDesk): string[] {
  const printed = printer.labels().length
  return [
    ...(printed === parcels.length ? [] : [`${parcels.length} boxes, but ${printed} labels came out.`]),
    ...parcels
      .filter((parcel) => parcel.weightFrom !== 'scale')
      .map((parcel) => `Box ${parcel.number} was not weighed on the scale.`),
  ]
}
