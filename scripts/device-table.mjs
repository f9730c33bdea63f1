import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { proofsIn, tableOf, withTable } from './part/device-table.ts'
import { root } from './part/run.mjs'

// Writes the table of devices into src-main/device/README.md, from what the tests say they prove.
const readme = join(root, 'src-main/device/README.md')
const table = tableOf(proofsIn(join(root, 'test')), readme)
writeFileSync(readme, withTable(readFileSync(readme, 'utf8'), table))
