import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { runInstallRules } from '../../../src-main/cli/install-rules.ts'
import { ownRulesPath, rulesFileName, udevRules } from '../../../src-main/device/udev-rules.ts'
import { knownUsb } from '../../../src-main/device/usb-ids.ts'

const rules = () =>
  udevRules()
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))

/** `udevadm verify` came with systemd 254. */
const canVerify = (() => {
  try {
    return Number(/\d+/.exec(execFileSync('udevadm', ['--version'], { encoding: 'utf8' }))?.[0]) >= 254
  } catch {
    return false
  }
})()

describe('the device rules', () => {
  it('that ship are those of the tables (vitest -u writes them anew)', async () => {
    await expect(udevRules()).toMatchFileSnapshot(`../../../resources/udev/${rulesFileName}`)
    expect(readFileSync(ownRulesPath(), 'utf8')).toBe(udevRules())
  })

  it('name every device that is known, each in a rule of its own kind', () => {
    const text = rules()
    const has = (sign: string, { vendor, product }: { vendor: string; product: string | null }) =>
      text.some(
        (line) =>
          line.startsWith(sign) &&
          line.includes(`{idVendor}=="${vendor}"`) &&
          (product === null || line.includes(`{idProduct}=="${product}"`)),
      )
    expect(knownUsb.scanners.length).toBeGreaterThan(10)
    for (const id of [...knownUsb.scanners, ...knownUsb.scales])
      expect(has('KERNEL=="hidraw*"', id)).toBe(true)
    for (const id of knownUsb.serialAdapters) expect(has('SUBSYSTEM=="tty"', id)).toBe(true)
    for (const id of knownUsb.printers) expect(has('KERNEL=="lp[0-9]*"', id)).toBe(true)
  })

  it('are of the form udev reads: matches first, then what is set, words it knows', () => {
    const match = /^(KERNEL|SUBSYSTEM|ACTION|TEST|ATTRS?\{[a-zA-Z]+\}|ENV\{DEVTYPE\})=="[^"]+"$/
    const set =
      /^(MODE="0660"|GROUP="(dialout|lp)"|TAG\+="uaccess"|ENV\{ID_MM_DEVICE_IGNORE\}="1"|ATTR\{power\/control\}="on")$/
    for (const line of rules()) {
      const parts = line.split(', ')
      const kinds = parts.map((part) => (match.test(part) ? 'match' : set.test(part) ? 'set' : part))
      expect(kinds.join(' '), line).toMatch(/^match( match)* set( set)*$/)
      for (const [, id = ''] of line.matchAll(/id(?:Vendor|Product)\}=="([^"]*)"/g))
        expect(id).toMatch(/^[0-9a-f]{4}$/)
    }
  })

  it.skipIf(!canVerify)('are accepted by udev itself', () => {
    expect(() => execFileSync('udevadm', ['verify', '--no-summary', ownRulesPath()])).not.toThrow()
  })

  it('sort before the rules that hand out what is tagged', () => {
    expect(rulesFileName < '73-seat-late.rules').toBe(true)
  })
})

describe('install-udev-rules', () => {
  let folder = ''
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  type More = { isRoot: boolean; platform?: NodeJS.Platform; run?: () => never }
  function machine(more: More, words: string[] = []) {
    folder = mkdtempSync(join(tmpdir(), 'rules-'))
    const said: string[] = []
    const complaints: string[] = []
    const ran: string[] = []
    const code = runInstallRules(words, {
      platform: 'linux',
      folder: join(folder, 'rules.d'),
      run: (program, words) => ran.push([program, ...words].join(' ')),
      say: (line) => said.push(line),
      complain: (line) => complaints.push(line),
      ...more,
    })
    return { said, complaints, ran, code }
  }

  it('as root copies the file and has it read', () => {
    const { code, ran } = machine({ isRoot: true })
    expect(code).toBe(0)
    expect(ran).toEqual(['udevadm control --reload-rules', 'udevadm trigger'])
    expect(readFileSync(join(folder, 'rules.d', rulesFileName), 'utf8')).toBe(udevRules())
  })

  it('as anybody else prints the lines to run and changes nothing', () => {
    const { code, ran, said } = machine({ isRoot: false })
    expect(code).toBe(1)
    expect(ran).toEqual([])
    expect(said).toContain(`  sudo cp ${ownRulesPath()} ${join(folder, 'rules.d', rulesFileName)}`)
    expect(said).toContain('  sudo udevadm control --reload-rules')
  })

  it('keeps what it copied when udev does not run, and says when it counts', () => {
    const run = () => {
      throw new Error('no udev here')
    }
    const { code, said } = machine({ isRoot: true, run })
    expect(code).toBe(0)
    expect(said).toEqual([expect.stringContaining('count after a restart')])
    expect(readFileSync(join(folder, 'rules.d', rulesFileName), 'utf8')).toBe(udevRules())
  })

  it('does nothing when it is given a word it does not know, or asked for help', () => {
    const { said, complaints, ran, code } = machine({ isRoot: true }, ['--force'])
    expect({ said, ran, code }).toEqual({ said: [], ran: [], code: 2 })
    expect(complaints).toEqual([expect.stringContaining('--force')])
    expect(machine({ isRoot: true }, ['--help'])).toMatchObject({ code: 0, ran: [] })
    expect(existsSync(join(folder, 'rules.d'))).toBe(false)
  })

  it('says so on a system that has no such rules', () => {
    expect(machine({ isRoot: true, platform: 'win32' })).toMatchObject({
      ...{ code: 2, ran: [], said: [] },
      complaints: ['Device rules are for Linux only: nothing to do here.'],
    })
  })
})
