import { runStation } from './cli/run-station.ts'
import { runVerify } from './cli/verify.ts'

const [first, ...rest] = process.argv.slice(2)
process.exitCode =
  first === 'verify' ? runVerify(rest) : await runStation(first === undefined ? [] : [first, ...rest])
