import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hasSocat } from '../has-socat.ts'

const cupsd = '/usr/sbin/cupsd'
const isRoot = process.getuid?.() === 0

/** Why there is no print service to test with; null when there is one. cupsd gives up its rights: it needs root. */
export const noCups = !existsSync(cupsd)
  ? 'cupsd is not installed'
  : !hasSocat
    ? 'socat is not installed'
    : isRoot
      ? null
      : 'cupsd needs root'

/** Sends a job to 127.0.0.1:PORT, as CUPS' own socket backend does, which lies in a package of its own. */
const backend = `#!/bin/sh
[ $# -eq 0 ] && exit 0
place=\${DEVICE_URI#station://}
cat "\${6:--}" | socat -u - "TCP:$place" || { echo "ERROR: cannot reach $place" >&2; exit 1; }
`

/** A real CUPS of its own: own folder, own socket, one queue `bench` that sends to a port of this machine. */
export async function privateCups(port: number) {
  const folder = mkdtempSync('/tmp/station-cups-')
  chmodSync(folder, 0o755)
  for (const name of ['etc', 'spool', 'spool/tmp', 'cache', 'state', 'log', 'bin/backend'])
    mkdirSync(join(folder, name), { recursive: true })
  for (const name of ['spool', 'spool/tmp', 'cache', 'state', 'log']) chmodSync(join(folder, name), 0o777)
  for (const name of ['filter', 'notifier', 'monitor']) mkdirSync(join(folder, 'bin', name))
  symlinkSync('/usr/lib/cups/daemon', join(folder, 'bin/daemon'))
  writeFileSync(join(folder, 'bin/backend/station'), backend, { mode: 0o755 })
  const socket = join(folder, 'cups.sock')
  writeFileSync(
    join(folder, 'etc/cups-files.conf'),
    `ServerRoot ${folder}/etc\nServerBin ${folder}/bin\nDataDir /usr/share/cups\nRequestRoot ${folder}/spool
TempDir ${folder}/spool/tmp\nCacheDir ${folder}/cache\nStateDir ${folder}/state\nAccessLog ${folder}/log/access
ErrorLog ${folder}/log/error\nPageLog ${folder}/log/page\nPrintcap\nSystemGroup root\nUser lp\nGroup lp\n`,
  )
  writeFileSync(
    join(folder, 'etc/cupsd.conf'),
    `Listen ${socket}\nBrowsing Off\nDefaultAuthType None\nWebInterface No\nJobRetryInterval 1
<Location />\nAllow all\n</Location>\n<Location /admin>\nAllow all\n</Location>
<Policy default>\nJobPrivateAccess all\nJobPrivateValues none\n<Limit All>\nAllow all\n</Limit>\n</Policy>\n`,
  )
  const args = ['-f', '-c', join(folder, 'etc/cupsd.conf'), '-s', join(folder, 'etc/cups-files.conf')]
  const daemon: ChildProcess = spawn(cupsd, args, { stdio: 'ignore' })
  const env = { ...process.env, CUPS_SERVER: socket, LC_ALL: 'C' }
  const tell = (program: string, ...words: string[]) => spawnSync(program, words, { env, encoding: 'utf8' })
  await waitUntil(() => tell('lpstat', '-r').stdout.includes('is running'))
  tell(
    'lpadmin',
    '-p',
    'bench',
    '-E',
    '-v',
    `station://127.0.0.1:${port}`,
    '-o',
    'printer-error-policy=abort-job',
  )
  return {
    socket,
    tell,
    async close() {
      const ended = once(daemon, 'exit')
      daemon.kill()
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function waitUntil(isTrue: () => boolean): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (isTrue()) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('cupsd did not start')
}
