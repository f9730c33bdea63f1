import { describe, expect, it } from 'vitest'
import { escapeUnseen, openRedactor } from '../../../src-main/log/redact.ts'

describe('the redactor behind the log', () => {
  const { clean, hide } = openRedactor()

  it.each([
    ['Authorization: Bearer abc.def-123', 'abc.def-123'],
    ['refused eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl', 'eyJhbGciOiJIUzI1NiJ9'],
    ['GET /?token=short1 failed', 'short1'],
    ['https://a.example/cb?code=ab12&state=xy', 'ab12'],
    ['body access_token=zz9 end', 'zz9'],
    ['key 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08', '9f86d081884c7d65'],
    ['key lsxs_pt_4Hk29dLw83Nd02Kf8s7Qp1Zx', '4Hk29dLw83Nd02Kf8s7Qp1Zx'],
    ['key n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg=', 'n4bQgYhMfWWaL'],
    ['mail packer.one@shop.example', 'packer.one@shop.example'],
  ])('S21 takes the secret out of %s', (line, secret) => {
    expect(clean(line)).not.toContain(secret)
    expect(clean(line)).toContain('[removed]')
  })

  it.each([
    'req_20261105_093015_0001020304050607',
    '01JBQ4W2V0N3Y6T8R5K7M9P1ZX',
    'PK-01JBQ4W2V0N3Y6T8R5K7M9P1ZX',
    '0af7b240-ab1d-11e7-eddc-2b4c6d8e0f1a',
    '/dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0',
    'GET /api/2026-07/consignments/0af7b240-ab1d-11e7-eddc-2b4c6d8e0f1a/products',
    '(00)094210000000000178',
    'at openStationLog (file:///app/src-main/log/station-log.ts:30:9)',
    'code=ECONNREFUSED',
  ])('leaves %s as it is', (line) => {
    expect(clean(line)).toBe(line)
  })

  it('S21 takes out what it was told to hide, whatever it looks like', () => {
    hide('plain words')
    expect(clean('it said: plain words!')).toBe('it said: [removed]!')
  })
})

it('S21 writes out signs that turn or hide text', () => {
  expect(escapeUnseen('a\u202eb\u2028c\u0085d\u007f')).toBe('a\\u202eb\\u2028c\\u0085d\\u007f')
})
