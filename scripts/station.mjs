import { handOver, nodeProgram } from './part/run.mjs'
import { setUp } from './setup.mjs'

// The station for automation: set-up, then the command line of src-main/cli.ts with everything passed through.
await setUp(['run'])
process.exitCode = await handOver(nodeProgram(), ['src-main/cli.ts', ...process.argv.slice(2)])
