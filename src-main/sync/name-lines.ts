import type { Bench } from '../bench.ts'
import { systemActor } from '../store/store.ts'

/** Lines that came before their product get its name, in one command, once the product is here. */
export function nameLines({ store, newTraceId }: Bench): void {
  const lines = store.lines.nameless()
  if (lines.length === 0) return
  store.write(
    {
      kind: 'feed:named',
      actor: systemActor,
      subject: null,
      given: { lines: lines.length },
      traceId: newTraceId(),
    },
    () => {
      for (const { id, name, sku } of lines) {
        store.lines.rename(id, name, sku)
        const line = store.lines.get(id)
        if (line !== null) store.consignments.touch(line.consignmentId, store.now())
      }
    },
  )
}
