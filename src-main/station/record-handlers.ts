import type { Handlers } from '../host/door.ts'
import { eraseText } from '../record/erase-text.ts'
import { listRecord, openRow, recordPeople } from '../record/record-list.ts'
import type { Workplace } from './workplace.ts'

type RecordHandlers = Pick<Handlers, Extract<keyof Handlers, `record:${string}`>>

/** The requests of the record: reading the journal, checking it, writing it to a file. */
export function recordHandlers({ bench, record }: Workplace): RecordHandlers {
  const nothing = {}
  return {
    'record:list': (taken) => listRecord(bench, taken),
    'record:row': ({ seq }) => openRow(bench, seq),
    'record:erase-text': (taken) => eraseText(bench, taken),
    'record:people': () => recordPeople(bench),
    'record:copies': () => ({ copies: bench.store.copies() }),
    'record:job': () => record.job(),
    'record:verify'() {
      record.verify()
      return nothing
    },
    'record:export'(taken) {
      record.export(taken)
      return nothing
    },
    'record:stop'() {
      record.stop()
      return nothing
    },
  }
}
