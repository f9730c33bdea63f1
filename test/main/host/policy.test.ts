import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as policy from '../../../src-main/host/policy.ts'
import { authoriseAddress } from '../../../src-main/lightspeed/sign-in/authorise.ts'
import { redirectUriOf } from '../../../src-shared/rule/redirect-uri.ts'

describe('windows', () => {
  it('S01 have isolation, sandbox and web security on and everything else off, and cannot be changed', () => {
    expect(policy.windowOptions.webPreferences).toEqual({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      plugins: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      spellcheck: false,
      devTools: false,
      autoplayPolicy: 'no-user-gesture-required',
      backgroundThrottling: false,
    })
    expect(Object.isFrozen(policy.windowOptions)).toBe(true)
    expect(Object.isFrozen(policy.windowOptions.webPreferences)).toBe(true)
  })
})

describe('the content policy', () => {
  it('S02 lets nothing in but own files, and wants trusted types', () => {
    expect(policy.contentPolicy).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; " +
        "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-src 'none'; " +
        "frame-ancestors 'none'; require-trusted-types-for 'script'",
    )
    expect(policy.pageHeaders['Content-Security-Policy']).toBe(policy.contentPolicy)
  })
})

describe('the own scheme', () => {
  it.each([
    ['station://app/', '/', ['index.html']],
    ['station://app/assets/main-1a.js?v=1#top', '/assets/main-1a.js', ['assets', 'main-1a.js']],
    ['station://app/file/slip%201.pdf', '/file/slip%201.pdf', ['file', 'slip 1.pdf']],
  ])('S03 serves %s', (address, path, names) => {
    expect(policy.ownPath(address, 'GET')).toBe(path)
    expect(policy.servedPath(path)).toEqual(names)
  })

  it.each([
    'station://app/../package.json',
    'station://app/assets/../../package.json',
    'station://app/%2e%2e/package.json',
    'station://app/..%2f..%2fetc%2fpasswd',
    'station://app/%5c..%5cpackage.json',
    'station://app/assets\\..\\x.js',
    'station://app/index.html%00.png',
    'station://app/%252e%252e/x',
    'station://app//etc/passwd',
    'station://app/C:/x.js',
    'station://app/.git/config',
    'station://app/%ff',
    'station://app/%',
    `station://app/${'a'.repeat(2000)}`,
    'station://other/index.html',
    'station://app.example/index.html',
    'station://app:80/index.html',
    'station://user@app/index.html',
    'stations://app/index.html',
    'file:///etc/passwd',
    'https://app/index.html',
  ])('S03 refuses %s', (address) => {
    const path = policy.ownPath(address, 'GET')
    expect(path === null ? null : policy.servedPath(path)).toBeNull()
  })

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'get'])('S03 refuses the method %s', (method) => {
    expect(policy.ownPath('station://app/', method)).toBeNull()
  })

  it('S03 has no content policy bypass and no service workers', () => {
    expect(policy.schemePrivileges).toMatchObject({
      bypassCSP: false,
      allowServiceWorkers: false,
      corsEnabled: false,
    })
  })

  it('S02 lets a page load itself and what it made, and nothing remote', () => {
    expect(
      ['station://app/main.js', 'blob:station://app/1-2', 'data:image/png;base64,'].map(policy.mayLoad),
    ).toEqual([true, true, true])
    const remote = [
      'https://station.example/x',
      'http://127.0.0.1/',
      'ws://127.0.0.1/',
      'file:///x',
      'blob:https://a.example/1',
    ]
    expect(remote.map(policy.mayLoad)).toEqual(remote.map(() => false))
  })
})

const hostile = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox(1)',
  'file:///etc/passwd',
  'file://server/share/x.exe',
  '\\\\server\\share\\x.exe',
  'smb://server/share',
  'ms-msdt:/id PCWDiagnostic',
  'search-ms:query=x',
  'tel:+6490000000',
  'mailto:a@shop.example',
  'http://x-series-support.lightspeedhq.com/',
  'https://x-series-support.lightspeedhq.com.evil.example/',
  'https://evil.example/x-series-support.lightspeedhq.com',
  'https://evil.example#x-series-support.lightspeedhq.com',
  'https://x-series-support.lightspeedhq.com@evil.example/',
  'https://user:pass@x-series-support.lightspeedhq.com/',
  'https://x-series-support.lightspeedhq.com:8443/',
  'https://x-series-support.lightspeedhq.com./',
  'https://sub.x-series-support.lightspeedhq.com/',
  'https://lightspeedhq.com/',
  'https://x-series-support\u3002lightspeedhq.com.evil.example/',
  'https://х-series-support.lightspeedhq.com/',
  'https://[::1]/',
  'https://127.0.0.1/',
  'https:///',
  'ftp://x-series-support.lightspeedhq.com/',
  'blob:https://x-series-support.lightspeedhq.com/1',
  'station://app/',
  'station://app/assets/main.js',
  'station://app/file/../index.html',
  'station://other/file/slip.pdf',
  `https://x-series-support.lightspeedhq.com/${'a'.repeat(3000)}`,
  'http://secure.retail.lightspeed.app/connect?state=1',
  'https://secure.retail.lightspeed.app/',
  'https://secure.retail.lightspeed.app/connect/',
  'https://secure.retail.lightspeed.app/connect/../settings',
  'https://secure.retail.lightspeed.app/Connect',
  'https://secure.retail.lightspeed.app//connect',
  'https://secure.retail.lightspeed.app/%63onnect',
  'https://secure.retail.lightspeed.app/connect#x',
  'https://secure.retail.lightspeed.app:8443/connect',
  'https://user@secure.retail.lightspeed.app/connect',
  'https://secure.retail.lightspeed.app.evil.example/connect',
  'https://demoshop.retail.lightspeed.app/connect',
  'about:blank',
  '',
]

describe('links', () => {
  it.each(hostile)('S04 refuses %s', (address) => {
    expect(policy.linkFate(address)).toEqual({ is: 'refuse' })
  })

  it('S04 sends the listed help pages to the browser and own files to a save dialog', () => {
    const help = 'https://x-series-support.lightspeedhq.com/hc/en-us'
    expect(policy.linkFate(help)).toEqual({ is: 'browser', url: help })
    expect(policy.linkFate('station://app/file/slip.pdf')).toEqual({
      is: 'save',
      url: 'station://app/file/slip.pdf',
    })
  })
})

it('S04 sends the sign-in page, and only that page of its host, to the browser', () => {
  const page = authoriseAddress('https://demoshop.retail.lightspeed.app', {
    clientId: 'a'.repeat(200),
    redirectUri: redirectUriOf(65_535),
    state: 'f'.repeat(32),
  })
  expect(policy.linkFate(page)).toEqual({ is: 'browser', url: page })
})

it('S04 asks for leave to write products only where stocktakes set stock levels', () => {
  const asked = { clientId: 'a', redirectUri: redirectUriOf(65_535), state: 'f'.repeat(32) }
  const scopeOf = (setsLevels: boolean) =>
    new URL(authoriseAddress('https://demoshop.retail.lightspeed.app', { ...asked, setsLevels })).searchParams
      .get('scope')
      ?.split(' ')
  expect(scopeOf(false)).not.toContain('products:write')
  expect(scopeOf(true)).toEqual([...(scopeOf(false) ?? []), 'products:write'])
})

describe('permissions', () => {
  it('S05 denies every permission Electron knows', () => {
    const types = readFileSync(
      new URL('../../../node_modules/electron/electron.d.ts', import.meta.url),
      'utf8',
    )
    const line = types.split('\n').find((one) => one.includes('setPermissionCheckHandler(handler: (('))
    const names = [...(line ?? '').matchAll(/'([a-zA-Z-]+)'/g)].map((found) => found[1] ?? '')
    expect(names.length).toBeGreaterThan(40)
    expect(names).toEqual(
      expect.arrayContaining(['hid', 'serial', 'usb', 'media', 'geolocation', 'openExternal']),
    )
    expect(names.filter(policy.isPermitted)).toEqual([])
  })
})

describe('senders', () => {
  it.each([
    ['a subframe of our page', { frameUrl: 'station://app/', isTopFrame: false }],
    ['a foreign page', { frameUrl: 'https://evil.example/', isTopFrame: true }],
    ['a look-alike host', { frameUrl: 'station://app.evil/', isTopFrame: true }],
    ['a file page', { frameUrl: 'file:///x.html', isTopFrame: true }],
    ['a blank page', { frameUrl: 'about:blank', isTopFrame: true }],
    ['a frame that is gone', { frameUrl: null, isTopFrame: true }],
  ])('S07 refuses %s', (_name, sender) => {
    expect(policy.isTrustedSender(sender)).toBe(false)
  })

  it('S07 trusts the top frame of our own page', () => {
    expect(policy.isTrustedSender({ frameUrl: 'station://app/#/pack/1', isTopFrame: true })).toBe(true)
  })
})

describe('the command line of an installed station', () => {
  it.each([
    '--remote-debugging-port=9222',
    '--inspect',
    '--INSPECT-BRK=1',
    '-no-sandbox',
    '--js-flags=--x',
    '--proxy-server=a',
  ])('S09 must not hold %s', (word) => {
    expect(policy.forbiddenSwitch(['--profile', 'x', word])).not.toBeNull()
  })

  it('S09 may hold a profile folder, whatever its name', () => {
    expect(policy.forbiddenSwitch(['--profile', 'inspect', '--profile=no-sandbox'])).toBeNull()
  })
})
