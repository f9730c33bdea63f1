import { handOver, nodeProgram } from './part/run.mjs'
import { setUp } from './setup.mjs'

// The main job once, headless, through the real drivers on virtual devices. `--json` for machines.
await setUp(['run'])
process.exitCode = await handOver(nodeProgram(), ['scripts/demo/demo.ts', ...process.argv.slice(2)])
