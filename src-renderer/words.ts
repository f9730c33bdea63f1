import { approveWords } from './words/approve.ts'
import { compareWords } from './words/compare.ts'
import { countWords } from './words/count.ts'
import { deviceWords } from './words/device.ts'
import { doctorWords } from './words/doctor.ts'
import { frameWords } from './words/frame.ts'
import { gs1Words } from './words/gs1.ts'
import { historyWords } from './words/history.ts'
import { orderWords } from './words/order.ts'
import { packWords } from './words/pack.ts'
import { receiveWords } from './words/receive.ts'
import { recordWords } from './words/record.ts'
import { returnWords } from './words/return.ts'
import { scanWords } from './words/scan.ts'
import { setupWords } from './words/setup.ts'
import { staffWords } from './words/staff.ts'
import { syncWords } from './words/sync.ts'
import { trainingWords } from './words/training.ts'
import { workWords } from './words/work.ts'

/** Every text a person reads that the station did not send. To translate the screens, translate `words/`. */
export const words = {
  approve: approveWords,
  frame: frameWords,
  scan: scanWords,
  gs1: gs1Words,
  work: workWords,
  history: historyWords,
  order: orderWords,
  pack: packWords,
  receive: receiveWords,
  return: returnWords,
  count: countWords,
  sync: syncWords,
  compare: compareWords,
  record: recordWords,
  device: deviceWords,
  doctor: doctorWords,
  setup: setupWords,
  staff: staffWords,
  training: trainingWords,
} as const
