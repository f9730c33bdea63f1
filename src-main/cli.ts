import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

// What Node made of the sources is kept: reading them anew is half of a start. The rest is therefore imported late.
enableCompileCache(fileURLToPath(new URL('../out/compile-cache', import.meta.url)))

const [first, ...rest] = process.argv.slice(2)
switch (first) {
  case 'verify': {
    const { runVerify } = await import('./cli/verify.ts')
    process.exitCode = runVerify(rest)
    break
  }
  case 'install-udev-rules': {
    const { runInstallRules } = await import('./cli/install-rules.ts')
    process.exitCode = runInstallRules(rest)
    break
  }
  case 'relay': {
    const { runRelay } = await import('./cli/run-relay.ts')
    process.exitCode = await runRelay(rest)
    break
  }
  default: {
    const { runStation } = await import('./cli/run-station.ts')
    process.exitCode = await runStation(first === undefined ? [] : [first, ...rest])
  }
}
