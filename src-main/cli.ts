import { runInstallRules } from './cli/install-rules.ts'
import { runStation } from './cli/run-station.ts'
import { runVerify } from './cli/verify.ts'

const [first, ...rest] = process.argv.slice(2)
switch (first) {
  case 'verify':
    process.exitCode = runVerify(rest)
    break
  case 'install-udev-rules':
    process.exitCode = runInstallRules(rest)
    break
  default:
    process.exitCode = await runStation(first === undefined ? [] : [first, ...rest])
}
