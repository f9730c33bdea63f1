import { handOver, nodeProgram } from './part/run.mjs'
import { setUp } from './setup.mjs'

// Measures the budgets on a grown catalogue, each beside its floor, and says which are missed.
await setUp(['run'])
process.exitCode = await handOver(nodeProgram(), ['test/bench/bench.ts', ...process.argv.slice(2)])
