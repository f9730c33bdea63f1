import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rulesFileName } from '../../../src-main/device/udev-rules.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const modulesOf = join(root, 'node_modules')
const udevRules = ['50-udev-default.rules', '60-input-id.rules', '60-serial.rules', '80-drivers.rules']
/** What the device code and the store under it import, beside Node's own. */
const packages = ['node-hid', 'serialport', 'better-sqlite3', 'zod', 'ulid']
const groups = [
  'root:0',
  'tty:5',
  'disk:6',
  'lp:7',
  'kmem:15',
  'dialout:20',
  'cdrom:24',
  'floppy:25',
  'tape:26',
]
const moreGroups = ['audio:29', 'video:44', 'plugdev:46', 'input:104', 'kvm:105', 'render:106', 'sgx:107']

/**
 * Builds what the machine boots from: the programs, kept from one run to the next as long as none of them changes,
 * and the sources as they stand now. Gives the path of the whole.
 */
export function buildImage(kernelFolder: string): string {
  const programs = programsImage(kernelFolder)
  const image = join(kernelFolder, 'image.cpio')
  inNewFolder((stage) => {
    const sources = join(stage, 'app')
    for (const name of ['src-main', 'src-shared', 'test/usb/guest', 'package.json'])
      cpSync(join(root, name), join(sources, name), { recursive: true })
    putFile(stage, join(root, 'resources/udev', rulesFileName), join('etc/udev/rules.d', rulesFileName))
    copyFileSync(join(root, 'test/usb/guest/init.sh'), join(stage, 'init'))
    chmodSync(join(stage, 'init'), 0o755)
    // The kernel unpacks archives one behind the other.
    writeFileSync(image, Buffer.concat([readFileSync(programs), archiveOf(stage)]))
  })
  return image
}

function programsImage(kernelFolder: string): string {
  const hash = createHash('sha256')
  for (const file of ['package-lock.json', 'test/usb/rig/image.ts'])
    hash.update(readFileSync(join(root, file)))
  hash.update(readFileSync(join(kernelFolder, 'module/order')))
  hash.update(readFileSync(realpathSync('/usr/bin/udevadm')))
  const image = join(kernelFolder, `programs-${hash.digest('hex').slice(0, 16)}.cpio`)
  if (existsSync(image)) return image
  for (const old of readdirSync(kernelFolder))
    if (old.startsWith('programs-')) rmSync(join(kernelFolder, old))
  inNewFolder((stage) => {
    putPrograms(stage)
    putSystem(stage)
    cpSync(join(kernelFolder, 'module'), join(stage, 'modules'), { recursive: true })
    for (const name of closureOf(packages)) putPackage(stage, name)
    writeFileSync(`${image}.new`, archiveOf(stage))
  })
  renameSync(`${image}.new`, image)
  return image
}

function putPrograms(stage: string): void {
  const node = realpathSync(join(modulesOf, '.bin/node'))
  putFile(stage, node, 'usr/bin/node')
  putFile(stage, realpathSync('/usr/bin/udevadm'), 'bin/udevadm')
  putFile(stage, busybox(), 'bin/busybox')
  mkdirSync(join(stage, 'lib/systemd'), { recursive: true })
  symlinkSync('/bin/udevadm', join(stage, 'lib/systemd/systemd-udevd'))
  symlinkSync('/bin', join(stage, 'sbin'))
  const natives = closureOf(packages).flatMap((name) =>
    nativesOf(join(modulesOf, name)).map((file) => join(modulesOf, name, file)),
  )
  for (const program of [node, '/usr/bin/udevadm', ...natives])
    for (const library of librariesOf(program)) putFile(stage, realpathSync(library), library)
}

function busybox(): string {
  return ['/usr/bin/busybox', '/bin/busybox'].find((file) => existsSync(file)) ?? '/bin/busybox'
}

/** The files the kernel and udev look for by name. */
function putSystem(stage: string): void {
  for (const rule of udevRules) {
    const file = join('/usr/lib/udev/rules.d', rule)
    if (existsSync(file)) putFile(stage, realpathSync(file), join('lib/udev/rules.d', rule))
  }
  mkdirSync(join(stage, 'etc'), { recursive: true })
  const lines = (all: string[]) => `${all.join('\n')}\n`
  writeFileSync(join(stage, 'etc/passwd'), lines(['root:x:0:0::/:/bin/sh', 'bench:x:1000:20::/tmp:/bin/sh']))
  const named = [...groups, ...moreGroups].map((each) => `${each.replace(':', ':x:')}:`)
  writeFileSync(join(stage, 'etc/group'), lines(named))
  for (const folder of ['proc', 'sys', 'dev', 'run', 'tmp', 'root', 'etc/udev/rules.d'])
    mkdirSync(join(stage, folder), { recursive: true })
}

function putFile(stage: string, from: string, to: string): void {
  const target = join(stage, to)
  if (existsSync(target)) return
  mkdirSync(dirname(target), { recursive: true })
  copyFileSync(from, target)
  chmodSync(target, 0o755)
}

/** The packages and all that they depend on at run time, as one flat list: that is how npm laid them out. */
function closureOf(names: readonly string[]): string[] {
  const found = new Set<string>()
  const visit = (name: string) => {
    if (found.has(name)) return
    found.add(name)
    const said = JSON.parse(readFileSync(join(modulesOf, name, 'package.json'), 'utf8'))
    Object.keys(said.dependencies ?? {}).forEach(visit)
  }
  names.forEach(visit)
  return [...found].sort()
}

/** A package without what only its makers, its types and other systems need. */
function putPackage(stage: string, name: string): void {
  const from = join(modulesOf, name)
  const natives = new Set(nativesOf(from))
  cpSync(from, join(stage, 'app/node_modules', name), {
    recursive: true,
    dereference: true,
    filter: (source) => {
      const path = source.slice(from.length + 1)
      if (path.endsWith('.node')) return natives.has(path)
      return !/(^|\/)(hidapi|deps|docs)(\/|$)|\.(d\.[cm]?ts|map|md|cc|c|h)$/.test(path)
    },
  })
}

/** The compiled parts of a package for this system. */
function nativesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((path) => /linux[^/]*-x64(?!-musl)/.test(path) && /(?<!musl)\.node$/.test(path))
}

/** The shared libraries a program is loaded with, and its loader. */
function librariesOf(program: string): string[] {
  const said = execFileSync('ldd', [program], { encoding: 'utf8' })
  return [...said.matchAll(/(?:=>\s+)?(\/\S+)\s+\(0x/g)].flatMap(([, path]) => (path ? [path] : []))
}

function archiveOf(folder: string): Buffer {
  const names = execFileSync('find', ['.', '-mindepth', '1'], { cwd: folder })
  return execFileSync('cpio', ['--create', '--format=newc', '--owner=0:0', '--quiet'], {
    cwd: folder,
    input: names,
    maxBuffer: 1024 ** 3,
  })
}

function inNewFolder(work: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'station-image-'))
  try {
    work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
