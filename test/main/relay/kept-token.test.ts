import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { systemClock } from '../../../src-main/clock.ts'
import { quietLog } from '../../../src-main/log/log.ts'
import { systemRandom } from '../../../src-main/random.ts'
import { sealedFiles, storeToken } from '../../../src-main/relay/kept-token.ts'
import { openKeychain } from '../../../src-main/secret/keychain.ts'
import { openSecrets } from '../../../src-main/secret/secrets.ts'
import { testFolder } from '../bench.ts'
import { standInKeytar } from '../secret/stand-in-keytar.ts'

const token = 'store-token-0123456789'

function secretsIn(folder: string, { keytar }: ReturnType<typeof standInKeytar>) {
  const keychain = openKeychain(keytar, systemClock, quietLog)
  return openSecrets({
    keychain,
    rows: sealedFiles(folder),
    clock: systemClock,
    log: quietLog,
    random: systemRandom,
  })
}

it('a token from a file is read for each call, and nothing of it is kept', async () => {
  const folder = testFolder()
  let text = token
  const source = await storeToken({ read: () => text, isKept: false }, secretsIn(folder, standInKeytar()))
  expect(await source()).toBe(token)
  text = 'another-one'
  expect(await source()).toBe('another-one')
  expect(readdirSync(folder)).toEqual([])
})

it('a token that is kept is there at the next start without its file, and only sealed on the disk', async () => {
  const folder = testFolder()
  const keytar = standInKeytar()
  await storeToken({ read: () => token, isKept: true }, secretsIn(folder, keytar))
  const later = await storeToken({ read: null, isKept: true }, secretsIn(folder, keytar))
  expect(await later()).toBe(token)
  const files = readdirSync(folder)
  expect(files).toHaveLength(1)
  for (const name of files) {
    expect(statSync(join(folder, name)).mode & 0o077).toBe(0)
    expect(readFileSync(join(folder, name), 'latin1')).not.toContain(token)
  }
  const elsewhere = await storeToken({ read: null, isKept: true }, secretsIn(folder, standInKeytar()))
  expect(await elsewhere()).toBeNull()
})

it('without a keychain no token is kept, and that is said', async () => {
  const keytar = standInKeytar()
  keytar.state.is = 'gone'
  const kept = storeToken({ read: () => token, isKept: true }, secretsIn(testFolder(), keytar))
  await expect(kept).rejects.toMatchObject({ code: expect.stringMatching(/^keychain-/) })
})
