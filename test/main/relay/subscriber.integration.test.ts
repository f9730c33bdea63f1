import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { sandboxApp } from '../../../src-main/training/store/sandbox-store.ts'
import { webhookTypes } from '../../../src-shared/model/hint.ts'
import { openStore, until } from '../training/store/sandbox.ts'
import { openTestRelay } from './open-relay.ts'

/** A free port, known before the relay listens on it: its public address is part of what it subscribes. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function eventually(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await isSo()) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error('it never happened')
}

async function shop() {
  const sandbox = await openStore()
  const port = await freePort()
  const open = (token: string | null = sandbox.token) =>
    openTestRelay({
      port,
      publicUrl: `http://127.0.0.1:${port}`,
      secrets: [sandboxApp.clientSecret],
      store: { url: sandbox.url, apiVersion: '2026-07', token: () => token },
    })
  return { sandbox, open }
}

describe('the subscriptions of a relay', () => {
  it('are made once for each type, and webhooks then come through to hints', async () => {
    const { sandbox, open } = await shop()
    const relay = await open()
    await eventually(async () => (await relay.health()).subscriptions.is === 'subscribed')
    expect(sandbox.webhooks.subscriptions().map(({ type }) => type)).toEqual([...webhookTypes])
    const { next } = await relay.hints('')
    const product = sandbox.catalogue.products.find((one) => one.hasInventory)?.id ?? ''
    const outlet = sandbox.catalogue.outlets[0]?.id ?? ''
    for (const [form, level] of [
      ['hex', 3],
      ['base64', 4],
    ] as const) {
      sandbox.webhooks.signAs(form)
      sandbox.control.setStock({ productId: product, outletId: outlet, level })
      await until(() => sandbox.webhooks.deliveries().every((one) => one.status === 204))
    }
    expect((await relay.hints(`?after=${next}`)).hints).toMatchObject([
      { type: 'inventory.update', subject: product },
      { type: 'inventory.update', subject: product },
    ])
    await relay.close()
    const again = await open()
    await eventually(async () => (await again.health()).subscriptions.is === 'subscribed')
    expect(sandbox.webhooks.subscriptions()).toHaveLength(webhookTypes.length)
    await again.close()
    await sandbox.close()
  })

  it('that were switched off are switched on, and unsigned webhooks are refused', async () => {
    const { sandbox, open } = await shop()
    const relay = await open()
    await eventually(async () => (await relay.health()).subscriptions.is === 'subscribed')
    await relay.close()
    for (const row of sandbox.webhooks.subscriptions()) row.active = false
    const again = await open()
    await eventually(async () => (await again.health()).subscriptions.is === 'subscribed')
    expect(sandbox.webhooks.subscriptions().every(({ active }) => active)).toBe(true)
    sandbox.webhooks.signAs('none')
    const product = sandbox.catalogue.products.find((one) => one.hasInventory)?.id ?? ''
    sandbox.control.setStock({
      productId: product,
      outletId: sandbox.catalogue.outlets[0]?.id ?? '',
      level: 3,
    })
    await until(() => sandbox.webhooks.deliveries().every((one) => one.status === 401))
    await again.close()
    await sandbox.close()
  })

  it('say why when the store does not take the token, and webhooks are taken even so', async () => {
    const { sandbox, open } = await shop()
    const relay = await open('a-token-of-yesterday')
    await eventually(async () => (await relay.health()).subscriptions.is === 'refused')
    expect((await relay.health()).subscriptions.why).toMatch(/token/)
    expect((await relay.health()).is).toBe('ok')
    await relay.close()
    await sandbox.close()
  })
})
