import { handOver, nodeProgram } from './part/run.mjs'
import { setUp } from './setup.mjs'

// The webhook relay: set-up, then `relay` of src-main/cli.ts with everything passed through.
await setUp(['run'])
process.exitCode = await handOver(nodeProgram(), ['src-main/cli.ts', 'relay', ...process.argv.slice(2)])
