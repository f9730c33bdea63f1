import { describe, expect, it } from 'vitest'
import { hookPath, readHook, typeAt } from '../../../src-main/relay/hook.ts'
import { webhookTypes } from '../../../src-shared/model/hint.ts'
import { hookBody, hookConsignment } from './hook-vector.ts'

const read = (type: (typeof webhookTypes)[number], body: string, isOurs = true) =>
  readHook(type, Buffer.from(body), () => isOurs)
const payload = (value: unknown) => `payload=${encodeURIComponent(JSON.stringify(value))}`

describe('what a webhook hints at', () => {
  it('has a path of its own for each type', () => {
    expect(webhookTypes.map(hookPath)).toContain('/hooks/ls/consignment-receive')
    for (const type of webhookTypes) expect(typeAt(hookPath(type))).toBe(type)
    for (const path of [
      '/hooks/ls/sale-update',
      '/hooks/ls/',
      '/hooks/ls/constructor',
      '/hooks/ls/consignment-receive/',
    ]) {
      expect(typeAt(path)).toBeNull()
    }
  })

  it('is the consignment or product it names, and nothing else of it', () => {
    expect(read('consignment.receive', hookBody)).toMatchObject({
      is: 'hook',
      hook: { subject: hookConsignment },
    })
    const product = '5E20B7D4-0a11-11ee-f1d2-90c4a1b2c301'
    expect(read('inventory.update', payload({ id: 'x', product_id: product, count: 4 }))).toMatchObject({
      hook: { subject: product.toLowerCase() },
    })
    expect(read('product.update', payload({ id: product }))).toMatchObject({
      hook: { subject: product.toLowerCase() },
    })
  })

  it.each([
    ['no payload', 'a=b'],
    ['a payload that is no JSON', 'payload=%7B'],
    ['a payload that is a list', payload([1])],
    ['a payload that is null', payload(null)],
    ['an id that is a number', payload({ consignment_id: 7 })],
    ['an id that is a path', payload({ consignment_id: '../../users' })],
    ['nothing at all', ''],
  ])('is only its type with %s', (_name, body) => {
    expect(read('consignment.send', body)).toMatchObject({ is: 'hook', hook: { subject: null } })
  })

  it('belongs elsewhere when it names another type or store', () => {
    expect(read('consignment.send', hookBody)).toMatchObject({ is: 'foreign' })
    expect(read('consignment.receive', hookBody, false)).toMatchObject({ is: 'foreign' })
  })

  it('is known again by path and bytes', () => {
    const hash = (type: 'inventory.update' | 'product.update', body: string) => {
      const one = read(type, body)
      return one.is === 'hook' ? Buffer.from(one.hook.hash).toString('hex') : ''
    }
    expect(hash('inventory.update', 'a=1')).toBe(hash('inventory.update', 'a=1'))
    expect(hash('inventory.update', 'a=1')).not.toBe(hash('inventory.update', 'a=2'))
    expect(hash('inventory.update', 'a=1')).not.toBe(hash('product.update', 'a=1'))
  })
})
