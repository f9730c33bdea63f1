import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { systemClock } from '../../../src-main/clock.ts'
import { openStationLog } from '../../../src-main/log/station-log.ts'
import { systemRandom } from '../../../src-main/random.ts'
import { openKeychain } from '../../../src-main/secret/keychain.ts'
import { openStation, type Station } from '../../../src-main/station.ts'
import { openSandboxStore } from '../../../src-main/training/store/sandbox-store.ts'
import { trainingCatalogue } from '../../../src-main/training/store/training-catalogue.ts'
import { type Ask, contract, type Gives, type Takes } from '../../../src-shared/contract/contract.ts'
import { testFolder } from '../bench.ts'
import { openTestRelay, stationToken } from '../relay/open-relay.ts'
import { standInKeytar } from '../secret/stand-in-keytar.ts'
import { ponsonby } from '../sync/sync-bench.ts'

const soon = { timeout: 15_000, interval: 20 }
const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

/** A station that is connected to a sandbox store, with a keychain, and can be started again. */
async function connected() {
  const sandbox = await openSandboxStore({
    clock: systemClock,
    catalogue: trainingCatalogue(),
    registers: 40,
  })
  closers.push(sandbox.close)
  const folder = testFolder()
  const log = openStationLog(join(folder, 'log'), systemClock)
  const { keytar } = standInKeytar()
  const open = (more: { relay?: { url: string; token: string } } = {}) =>
    openStation({
      profileFolder: folder,
      clock: systemClock,
      log,
      random: systemRandom,
      keychain: openKeychain(keytar, systemClock, log),
      connect: { url: sandbox.url, token: sandbox.token, apiVersion: '2026-07' },
      outletId: ponsonby,
      ...more,
    })
  let station: Station = await open()
  closers.push(async () => {
    await station.close()
    log.close()
  })
  return {
    folder,
    async ask<A extends Ask>(name: A, takes: Takes<A>): Promise<Gives<A>> {
      const taken = contract[name].takes.parse(takes)
      return await station.handlers[name](taken as never, {
        traceId: 'req_test',
        pageId: 'page-1',
      })
    },
    async restart(more: Parameters<typeof open>[0] = {}) {
      await station.close()
      station = await open(more)
    },
  }
}

const relayOf = async (at: Awaited<ReturnType<typeof connected>>) => (await at.ask('setup:state', {})).relay

describe('the relay under Setup', () => {
  it('is tried, kept with its token sealed, and asked again after a restart, until it is taken away', async () => {
    const [at, relay] = [await connected(), await openTestRelay()]
    expect(await relayOf(at)).toBeNull()
    await at.ask('setup:relay', { url: relay.url, token: ` ${stationToken}\n` })
    await vi.waitFor(
      async () => expect(await relayOf(at)).toMatchObject({ is: 'listening', isGiven: false }),
      soon,
    )
    await at.restart()
    await vi.waitFor(
      async () => expect(await relayOf(at)).toMatchObject({ url: relay.url, is: 'listening' }),
      soon,
    )
    await relay.close()
    await vi.waitFor(async () => expect(await relayOf(at)).toMatchObject({ is: 'down' }), soon)
    expect((await relayOf(at))?.say).toMatch(/cannot be reached.*polls/)
    await at.ask('setup:relay', { url: null })
    expect(await relayOf(at)).toBeNull()
    await at.restart()
    expect(await relayOf(at)).toBeNull()
    for (const name of readdirSync(at.folder, { recursive: true, withFileTypes: true })) {
      if (!name.isFile()) continue
      expect(readFileSync(join(name.parentPath, name.name)).includes(stationToken), name.name).toBe(false)
    }
  })

  it.each<[string, (url: string) => { url: string; token: string }, string]>([
    [
      'an address without TLS',
      () => ({ url: 'http://relay.example.com', token: stationToken }),
      'relay-address',
    ],
    ['no token', (url) => ({ url, token: ' ' }), 'relay-token'],
    ['a token the relay does not know', (url) => ({ url, token: `${stationToken}x` }), 'relay-not-usable'],
    [
      'an address where nothing answers',
      () => ({ url: 'http://127.0.0.1:9', token: stationToken }),
      'relay-not-usable',
    ],
  ])('with %s is refused, and nothing is kept', async (_name, wish, code) => {
    const [at, relay] = [await connected(), await openTestRelay()]
    await expect(at.ask('setup:relay', wish(relay.url))).rejects.toMatchObject({ code })
    expect(await relayOf(at)).toBeNull()
  })

  it('that was given at the start is shown and cannot be changed there', async () => {
    const [at, relay] = [await connected(), await openTestRelay()]
    await at.restart({ relay: { url: relay.url, token: stationToken } })
    await vi.waitFor(
      async () => expect(await relayOf(at)).toMatchObject({ is: 'listening', isGiven: true }),
      soon,
    )
    await expect(at.ask('setup:relay', { url: null })).rejects.toMatchObject({ code: 'relay-given' })
  })
})
