import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { systemClock } from '../../../src-main/clock.ts'
import { quietLog } from '../../../src-main/log/log.ts'
import { systemRandom } from '../../../src-main/random.ts'
import { loadKeytar, openKeychain } from '../../../src-main/secret/keychain.ts'
import { openSecrets } from '../../../src-main/secret/secrets.ts'

/**
 * One start of a program that keeps a secret, for the test with a real key ring: `node keyring-visit.ts ROWS put|get`.
 * Says what it found as one line of JSON. Rows are kept in a file, as the store would.
 */
const [, , file = '', act = 'get'] = process.argv
const kept: Record<string, string> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
const save = () => writeFileSync(file, JSON.stringify(kept))
const secrets = openSecrets({
  keychain: openKeychain(loadKeytar(quietLog), systemClock, quietLog),
  rows: {
    get: (name) => (kept[name] === undefined ? null : Buffer.from(kept[name], 'base64')),
    put: (name, sealed) => {
      kept[name] = Buffer.from(sealed).toString('base64')
      save()
    },
    drop: (name) => {
      delete kept[name]
      save()
    },
  },
  clock: systemClock,
  log: quietLog,
  random: systemRandom,
})

const state = await secrets.state()
let refused: unknown = null
if (act === 'put') {
  await secrets.put('lightspeed-token', 'canary-token').catch((thrown: unknown) => {
    refused = thrown instanceof Error && 'code' in thrown ? thrown.code : String(thrown)
  })
}
const text = await secrets.get('lightspeed-token')
process.stdout.write(`${JSON.stringify({ state, text, refused })}\n`)
process.exit(0)
