import { existsSync, readFileSync, renameSync } from 'node:fs'
import type { Clock } from '../../clock.ts'
import type { Log } from '../../log/log.ts'
import { writeWhole } from '../../write-whole.ts'
import type { ConsignmentRow, LineRow, SandboxState, StockRow, WebhookRow } from './state.ts'
import { addStockRow } from './stock.ts'

/** What outlives a restart: everything that changed since the catalogue was filled in. */
type Kept = {
  form: 1
  catalogue: string
  counter: number
  idsMade: number
  consignments: ConsignmentRow[]
  lines: LineRow[]
  stock: StockRow[]
  /** Left out by programs that knew none. */
  webhooks?: WebhookRow[]
}

const restMs = 250

/**
 * Reads a kept state into a store whose products are filled in. False when there is none for this catalogue; a file
 * that cannot be read, or belongs to another catalogue, is set aside under another name and never written over.
 */
export function readKept(state: SandboxState, file: string): boolean {
  if (!existsSync(file)) return false
  const kept = parsed(readFileSync(file, 'utf8'))
  if (kept === null || kept.form !== 1 || kept.catalogue !== state.catalogue.name) {
    renameSync(file, `${file}.set-aside-${state.clock.now()}`)
    return false
  }
  for (const row of kept.stock) replaceStock(state, row)
  for (const row of kept.consignments) {
    state.consignments.put(row)
    state.consignmentById.set(row.id, row)
    state.linesOf.set(row.id, [])
  }
  for (const line of kept.lines) state.linesOf.get(line.consignmentId)?.push(line)
  state.counter = kept.counter
  state.idsMade = kept.idsMade
  state.webhooks = kept.webhooks ?? []
  return true
}

function parsed(text: string): Kept | null {
  try {
    return JSON.parse(text) as Kept
  } catch (cause) {
    if (cause instanceof SyntaxError) return null
    throw cause
  }
}

function replaceStock(state: SandboxState, kept: StockRow): void {
  const row = state.stockOf.get(kept.productId)?.find(({ outletId }) => outletId === kept.outletId)
  if (!row) {
    addStockRow(state, kept)
    return
  }
  Object.assign(row, kept)
  state.stock.put(row)
}

/**
 * Writes the state to its file a moment after a change, many changes at once, and when the store closes. A write that
 * fails is logged; the next change tries again.
 */
export function keeper(
  state: SandboxState,
  file: string,
  filledUpTo: number,
  clock: Clock,
  log: Log,
): { changed: () => void; close: () => Promise<void> } {
  let isDirty = false
  let isWaiting = false
  let writing: Promise<void> = Promise.resolve()
  let cancel: () => void = () => undefined

  function write(): Promise<void> {
    isWaiting = false
    if (!isDirty) return writing
    isDirty = false
    const text = JSON.stringify(keptState(state, filledUpTo))
    writing = writing
      .then(() => writeWhole(file, text))
      .catch((thrown: unknown) => {
        isDirty = true
        log.bug('training-store-not-kept', thrown)
      })
    return writing
  }

  return {
    changed() {
      isDirty = true
      if (isWaiting) return
      isWaiting = true
      cancel = clock.after(restMs, () => void write())
    },
    async close() {
      cancel()
      await write()
    },
  }
}

function keptState(state: SandboxState, filledUpTo: number): Kept {
  return {
    form: 1,
    catalogue: state.catalogue.name,
    counter: state.counter,
    idsMade: state.idsMade,
    consignments: state.consignments.all(),
    lines: [...state.linesOf.values()].flat(),
    webhooks: state.webhooks,
    stock: state.stock.page(filledUpTo, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, () => true),
  }
}
