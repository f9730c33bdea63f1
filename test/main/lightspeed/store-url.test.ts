import { describe, expect, it } from 'vitest'
import { isPrefixOf, readStoreUrl } from '../../../src-main/lightspeed/store-url.ts'
import { StationError } from '../../../src-shared/failure.ts'

const store = 'https://demoshop.retail.lightspeed.app'

describe('reading a store address', () => {
  it.each([
    'demoshop',
    ' DemoShop ',
    'demoshop.retail.lightspeed.app',
    'https://demoshop.retail.lightspeed.app',
    'https://demoshop.retail.lightspeed.app/',
    'https://demoshop.retail.lightspeed.app:443/product?x=1#top',
    'HTTPS://DEMOSHOP.RETAIL.LIGHTSPEED.APP/setup/api',
  ])('takes %s', (typed) => {
    expect(readStoreUrl(typed)).toBe(store)
  })

  it.each([
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://127.0.0.1:8080/api', 'http://127.0.0.1:8080'],
    ['http://localhost:3000/', 'http://localhost:3000'],
  ])('takes plain http to this machine: %s', (typed, origin) => {
    expect(readStoreUrl(typed)).toBe(origin)
  })

  it.each([
    '',
    '   ',
    'http://demoshop.retail.lightspeed.app',
    'http://10.0.0.5:8080',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
    'http://127.0.0.1@evil.example',
    'http://127.0.0.1:99999',
    'https://demoshop.retail.lightspeed.app.evil.example',
    'https://demoshop.retail.lightspeed.app@evil.example',
    'https://demoshopretail.lightspeed.app',
    'https://a.b.retail.lightspeed.app',
    'https://demoshop.retail.lightspeed.app:8443',
    'https://retail.lightspeed.app',
    'https://127.0.0.1:8080',
    'ftp://demoshop',
    'javascript:alert(1)',
    'demo shop',
    'demo_shop',
    'démoshop',
    '-demoshop',
    'demoshop\r\nhost: evil',
    'evil.example',
    'demoshop\\@evil.example',
    'x'.repeat(5_000),
  ])('S18 refuses %j, where the token must never go', (typed) => {
    expect(() => readStoreUrl(typed)).toThrow(StationError)
  })

  it('says what is wrong with an address that carries a name and a password', () => {
    expect(() => readStoreUrl('https://user:secret@demoshop.retail.lightspeed.app')).toThrow('has no “@”')
    expect(() => readStoreUrl('http://user:secret@127.0.0.1:8080')).toThrow('has no “@”')
  })

  it('says a sentence and what to type instead', () => {
    try {
      readStoreUrl('https://key:secret@evil.example/?token=secret')
      expect.unreachable()
    } catch (thrown) {
      expect(thrown).toMatchObject({ code: 'store-address', retryable: false })
      expect(JSON.stringify(thrown) + String(thrown)).not.toContain('secret')
    }
  })
})

it.each([
  ['https://demoshop.retail.lightspeed.app', 'demoshop', true],
  ['https://demoshop.retail.lightspeed.app', 'demo', false],
  ['https://demoshop.retail.lightspeed.app', 'demoshop.retail.lightspeed.app', false],
  ['https://demoshop.retail.lightspeed.app', '', false],
  ['http://127.0.0.1:4000', 'anything', true],
])('S18 knows whether a sign-in to %s that names %s is for it', (origin, named, isFor) => {
  expect(isPrefixOf(origin, named)).toBe(isFor)
})
