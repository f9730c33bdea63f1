import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

// The station as a person starts it, but a PIN is tried in a moment: what one try costs is proven where PINs are kept.

enableCompileCache(fileURLToPath(new URL('../../out/compile-cache', import.meta.url)))
const { runStation } = await import('../../src-main/cli/run-station.ts')
process.exitCode = await runStation(process.argv.slice(2), { pinCost: 2 })
