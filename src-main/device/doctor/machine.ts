import { execFile } from 'node:child_process'
import { constants } from 'node:fs'
import { access, readdir, readFile, readlink, stat } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { ownRulesPath, rulesFileName } from '../udev-rules.ts'
import type { DoctorFacts } from './facts.ts'

/** Programs that open serial devices they do not know. */
const reachers = ['ModemManager', 'brltty']
const ruleFolders = ['etc/udev/rules.d', 'run/udev/rules.d', 'usr/lib/udev/rules.d', 'lib/udev/rules.d']

type MachineFacts = Pick<
  DoctorFacts,
  'node' | 'holders' | 'daemons' | 'user' | 'udev' | 'rules' | 'powerControl'
>

/** What a system that is not Linux tells of these: nothing, as far as this station can ask it. */
export const untold: MachineFacts = {
  node: null,
  holders: null,
  daemons: null,
  user: null,
  udev: null,
  rules: null,
  powerControl: null,
}

/**
 * What a Linux machine tells of one device file (null: of none) and one USB device. `root` is where its trees begin;
 * everything is read, nothing opened or changed, and what cannot be read is not told.
 */
export async function lookAtLinux(
  wanted: { path: string | null; usb: { vendor: string; product: string | null } | null },
  root = '/',
): Promise<MachineFacts> {
  const groups = await groupsIn(root)
  const { path, usb } = wanted
  const [node, holders, daemons, udev, rules, powerControl] = await Promise.all([
    path === null ? null : nodeAt(root, path, groups),
    path === null ? null : holdersOf(root, path),
    runningIn(root),
    path === null ? null : udevOf(path),
    rulesIn(root),
    usb === null ? null : powerOf(root, usb),
  ])
  return { node, holders, daemons, user: whoIs(groups), udev, rules, powerControl }
}

type Group = { name: string; id: number; members: string[] }

async function groupsIn(root: string): Promise<Group[]> {
  const text = await readFile(join(root, 'etc/group'), 'utf8').catch(() => '')
  return text.split('\n').flatMap((line) => {
    const [name, , id, members = ''] = line.split(':')
    return name && id ? [{ name, id: Number(id), members: members.split(',').filter(Boolean) }] : []
  })
}

function whoIs(groups: readonly Group[]): DoctorFacts['user'] {
  const name = userInfo().username
  const live = new Set([...(process.getgroups?.() ?? []), process.getgid?.() ?? -1])
  return {
    name,
    isRoot: process.getuid?.() === 0,
    groups: groups.filter((group) => live.has(group.id)).map((group) => group.name),
    listedGroups: groups.filter((group) => group.members.includes(name)).map((group) => group.name),
  }
}

async function nodeAt(root: string, path: string, groups: readonly Group[]): Promise<DoctorFacts['node']> {
  const file = join(root, path)
  const found = await stat(file).catch(() => null)
  if (found === null) return { path, isThere: false, mayUse: false, group: null }
  const mayUse = await access(file, constants.R_OK | constants.W_OK).then(
    () => true,
    () => false,
  )
  return { path, isThere: true, mayUse, group: groups.find((group) => group.id === found.gid)?.name ?? null }
}

/** A folder that is not there, or that only others may read, is an empty one. */
async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((): string[] => [])
}

async function processesIn(root: string): Promise<string[]> {
  const names = await namesIn(join(root, 'proc'))
  return names.filter((name) => /^\d+$/.test(name))
}

async function nameOf(root: string, pid: string): Promise<string> {
  return (await readFile(join(root, 'proc', pid, 'comm'), 'utf8').catch(() => '')).trim()
}

/** Other programs with the file open. Those of other users are told to root only. */
async function holdersOf(root: string, path: string): Promise<DoctorFacts['holders']> {
  const found = await Promise.all(
    (await processesIn(root)).map(async (pid) => {
      if (Number(pid) === process.pid) return null
      const folder = join(root, 'proc', pid, 'fd')
      const open = await namesIn(folder)
      const targets = await Promise.all(open.map((fd) => readlink(join(folder, fd)).catch(() => null)))
      return targets.includes(path)
        ? { pid: Number(pid), name: (await nameOf(root, pid)) || 'unknown' }
        : null
    }),
  )
  return found.filter((each) => each !== null)
}

async function runningIn(root: string): Promise<string[]> {
  const names = new Set(await Promise.all((await processesIn(root)).map((pid) => nameOf(root, pid))))
  return reachers.filter((name) => names.has(name))
}

/** The device manager's notes; null where it does not run or says nothing. */
function udevOf(path: string): Promise<DoctorFacts['udev']> {
  return new Promise((resolve) => {
    execFile('udevadm', ['info', '--query=property', `--name=${path}`], { timeout: 2_000 }, (error, out) => {
      if (error !== null) return resolve(null)
      const pairs = out.split('\n').flatMap((line): [string, string][] => {
        const at = line.indexOf('=')
        return at < 1 ? [] : [[line.slice(0, at), line.slice(at + 1)]]
      })
      resolve(pairs.length === 0 ? null : Object.fromEntries(pairs))
    })
  })
}

async function rulesIn(root: string): Promise<NonNullable<DoctorFacts['rules']>> {
  const misspelt: string[] = []
  let isInstalled = false
  for (const folder of ruleFolders) {
    const names = await namesIn(join(root, folder))
    isInstalled ||= names.includes(rulesFileName)
    // Only what people wrote themselves: the rules of packages are right.
    if (!folder.startsWith('etc')) continue
    for (const name of names.filter((each) => each.endsWith('.rules'))) {
      const text = await readFile(join(root, folder, name), 'utf8').catch(() => '')
      for (const [word] of text.matchAll(/ID_MM_DEVICE_I(?!GNORE\b)\w*/g)) misspelt.push(`${word} in ${name}`)
    }
  }
  return { isInstalled, ownPath: ownRulesPath(), misspelt: [...new Set(misspelt)] }
}

async function powerOf(
  root: string,
  usb: { vendor: string; product: string | null },
): Promise<DoctorFacts['powerControl']> {
  const devices = join(root, 'sys/bus/usb/devices')
  for (const name of await namesIn(devices)) {
    const read = (file: string) => readFile(join(devices, name, file), 'utf8').catch(() => '')
    const [vendor, product] = [(await read('idVendor')).trim(), (await read('idProduct')).trim()]
    if (vendor !== usb.vendor || (usb.product !== null && product !== usb.product)) continue
    const control = (await read('power/control')).trim()
    if (control === '') continue
    return { path: `/sys/bus/usb/devices/${name}/power/control`, isAuto: control === 'auto' }
  }
  return null
}
