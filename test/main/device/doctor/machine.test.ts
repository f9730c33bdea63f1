import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { lookAtLinux } from '../../../../src-main/device/doctor/machine.ts'
import { rulesFileName } from '../../../../src-main/device/udev-rules.ts'

let root = ''
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'machine-'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

async function put(path: string, text = ''): Promise<void> {
  const file = join(root, path)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
}

/** A process of this machine, with the files it has open. */
async function programOf(pid: number, name: string, ...open: string[]): Promise<void> {
  await put(`proc/${pid}/comm`, `${name}\n`)
  await mkdir(join(root, `proc/${pid}/fd`), { recursive: true })
  for (const [fd, path] of open.entries()) await symlink(path, join(root, `proc/${pid}/fd/${fd}`))
}

const wanted = { path: '/dev/ttyUSB0', usb: { vendor: '0eb8', product: 'f000' } }

it('names the other program that has the port open, and never itself', async () => {
  await put('dev/ttyUSB0')
  await programOf(812, 'minicom', '/dev/pts/1', '/dev/ttyUSB0')
  await programOf(900, 'cat', '/dev/ttyUSB1')
  await programOf(process.pid, 'node', '/dev/ttyUSB0')
  const { holders } = await lookAtLinux(wanted, root)
  expect(holders).toEqual([{ pid: 812, name: 'minicom' }])
})

it('tells whether the port is there, may be used and by which group', async () => {
  expect((await lookAtLinux(wanted, root)).node).toEqual({
    path: '/dev/ttyUSB0',
    isThere: false,
    mayUse: false,
    group: null,
  })
  await put('dev/ttyUSB0')
  await put('etc/group', `root:x:0:\ndialout:x:${process.getgid?.() ?? 0}:${userInfo().username}\n`)
  const { node, user } = await lookAtLinux(wanted, root)
  expect(node).toMatchObject({ isThere: true, mayUse: true })
  expect(user).toMatchObject({ name: userInfo().username })
  expect(user?.listedGroups).toEqual(['dialout'])
})

it.skipIf(process.getuid?.() === 0)('tells that a port may not be used', async () => {
  await put('dev/ttyUSB0')
  await chmod(join(root, 'dev/ttyUSB0'), 0o000)
  expect((await lookAtLinux(wanted, root)).node?.mayUse).toBe(false)
})

it('notices the programs that reach for devices', async () => {
  await programOf(4, 'ModemManager')
  await programOf(5, 'bash')
  expect((await lookAtLinux(wanted, root)).daemons).toEqual(['ModemManager'])
})

it('finds the rules where they are installed, and a misspelt word in those of people', async () => {
  expect((await lookAtLinux(wanted, root)).rules).toMatchObject({ isInstalled: false, misspelt: [] })
  await put(`usr/lib/udev/rules.d/${rulesFileName}`)
  await put('etc/udev/rules.d/99-scale.rules', 'ENV{ID_MM_DEVICE_INORE}="1", ENV{ID_MM_DEVICE_IGNORE}="1"')
  const { rules } = await lookAtLinux(wanted, root)
  expect(rules).toMatchObject({ isInstalled: true, misspelt: ['ID_MM_DEVICE_INORE in 99-scale.rules'] })
})

it('tells whether the socket of the USB device may sleep', async () => {
  await put('sys/bus/usb/devices/1-2/idVendor', '0eb8\n')
  await put('sys/bus/usb/devices/1-2/idProduct', 'f000\n')
  await put('sys/bus/usb/devices/1-2/power/control', 'auto\n')
  await put('sys/bus/usb/devices/1-1/idVendor', '1d6b\n')
  expect((await lookAtLinux(wanted, root)).powerControl).toEqual({
    path: '/sys/bus/usb/devices/1-2/power/control',
    isAuto: true,
  })
})

it('tells nothing of a machine that shows nothing, and does not break on it', async () => {
  const bare = await lookAtLinux({ path: null, usb: null }, root)
  expect(bare).toMatchObject({ node: null, holders: null, daemons: [], udev: null, powerControl: null })
})
