import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { setupFolder } from './lock.mjs'
import { runQuietly } from './run.mjs'
import { SetupError } from './say.mjs'
import { findProgram, installSystemPackages, packageLists } from './system-packages.mjs'

/**
 * A kernel for the machine that the USB tests start: `vmlinuz`, and `module/` with the modules and `order`, one line
 * for each in the order they are loaded.
 *
 * @typedef {{ is: 'ready', folder: string } | { is: 'unused', why: string }} GuestKernel
 */

/** Drivers of USB and of what hangs on it; what they need comes along. Words behind a name are its options. */
const modules = [
  'virtio_pci',
  'virtio_console',
  'xhci-pci',
  'usbhid',
  'hid-generic',
  'uhid',
  'evdev',
  'usbserial',
  'ftdi_sio',
  'cdc-acm',
  'dummy_hcd num=2',
  'libcomposite',
  'usb_f_hid',
  'usb_f_acm',
]
const programs = ['qemu-system-x86_64', 'busybox', 'cpio', 'depmod', 'modprobe', 'udevadm', 'dpkg-deb']

/**
 * Brings what a machine with a USB stack of its own needs: QEMU and Debian's kernel, fetched as a package and never
 * installed. Kept for the next time. Where it is not to be had it answers why, as the end of a sentence.
 *
 * @returns {Promise<GuestKernel>}
 */
export async function findGuestKernel() {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return { is: 'unused', why: 'the machine for USB tests runs on Linux on x86-64 only' }
  try {
    await installSystemPackages(['usb'])
  } catch (thrown) {
    if (!(thrown instanceof SetupError)) throw thrown
    return {
      is: 'unused',
      why: `the packages for it could not be installed: ${packageLists.usb?.packages.join(' ')}`,
    }
  }
  const missing = programs.find((name) => findProgram([name]) === null)
  if (missing !== undefined) return { is: 'unused', why: `${missing} is not installed` }
  const name = await newestKernel()
  if (name === null) return { is: 'unused', why: "Debian's kernel package is not to be had here" }
  const folder = join(setupFolder, 'usb', name)
  if (existsSync(join(folder, 'module/order'))) return { is: 'ready', folder }
  return (await unpack(name, folder))
    ? { is: 'ready', folder }
    : { is: 'unused', why: `${name} could not be fetched and unpacked` }
}

/** @returns {Promise<string | null>} the package that `linux-image-amd64` stands for */
async function newestKernel() {
  const ask = () => runQuietly('apt-cache', ['depends', 'linux-image-amd64'], { label: 'asking apt' })
  const nameIn = (/** @type {string} */ output) => /Depends: (linux-image-[\w.+-]+-amd64)\s/.exec(output)?.[1]
  const known = nameIn((await ask()).output)
  if (known !== undefined) return known
  // A fresh machine has no package lists yet; without the right to fetch them nothing comes of it.
  await runQuietly('apt-get', ['update'], { label: 'reading the package lists' })
  return nameIn((await ask()).output) ?? null
}

/** Fetches the package and keeps what is needed of it. */
async function unpack(/** @type {string} */ name, /** @type {string} */ folder) {
  const work = mkdtempSync(join(tmpdir(), 'station-kernel-'))
  try {
    const fetched = await runQuietly('apt-get', ['download', name], {
      label: 'fetching a kernel for the USB tests',
      cwd: work,
    })
    const file = readdirSync(work).find((each) => each.endsWith('.deb'))
    if (fetched.code !== 0 || file === undefined) return false
    const opened = await runQuietly('dpkg-deb', ['-x', join(work, file), work], { label: 'unpacking it' })
    if (opened.code !== 0) return false
    const version = name.replace('linux-image-', '')
    const whole = join(work, 'whole')
    mkdirSync(join(whole, 'module'), { recursive: true })
    copyFileSync(join(work, 'boot', `vmlinuz-${version}`), join(whole, 'vmlinuz'))
    // From Debian 13 on, /lib is a link and packages say so.
    const base = existsSync(join(work, 'usr/lib/modules')) ? join(work, 'usr') : work
    const order = await gatherModules(base, version, join(whole, 'module'))
    if (order === null) return false
    writeFileSync(join(whole, 'module/order'), order)
    rmSync(folder, { recursive: true, force: true })
    rmSync(`${folder}.new`, { recursive: true, force: true })
    mkdirSync(join(folder, '..'), { recursive: true })
    await runQuietly('cp', ['-r', whole, `${folder}.new`], { label: 'keeping the kernel' })
    renameSync(`${folder}.new`, folder)
    return true
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/**
 * Copies the modules and all they need, and gives the order to load them in; null when one is not there. A busybox
 * may not know their compression, so that is taken off.
 *
 * @param {string} base
 * @param {string} version
 * @param {string} into
 */
async function gatherModules(base, version, into) {
  await runQuietly('depmod', ['-b', base, version], { label: 'reading the kernel’s modules' })
  /** @type {Map<string, string>} */
  const order = new Map()
  for (const words of modules) {
    const [name = '', ...options] = words.split(' ')
    const how = ['-d', base, '-S', version, '--show-depends', name]
    const { code, output } = await runQuietly('modprobe', how, { label: 'looking up modules' })
    if (code !== 0) return null
    for (const [, path = ''] of output.matchAll(/^insmod (\S+)/gm)) {
      const file = basename(path).replace(/\.xz$/, '')
      if (order.has(file)) continue
      copyFileSync(path, join(into, basename(path)))
      if (path.endsWith('.xz'))
        await runQuietly('xz', ['-d', join(into, basename(path))], { label: 'unpacking' })
      order.set(file, isModule(file, name) ? [file, ...options].join(' ') : file)
    }
  }
  return `${[...order.values()].join('\n')}\n`
}

/** File names and module names write dashes and underscores each their own way. */
function isModule(/** @type {string} */ file, /** @type {string} */ name) {
  const plain = (/** @type {string} */ text) => text.replace(/\.ko$/, '').replaceAll('_', '-')
  return plain(file) === plain(name)
}
