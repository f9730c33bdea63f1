import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { runQuietly } from './run.mjs'
import { SetupError, say, secondsSince } from './say.mjs'

/**
 * Browsers that the end-to-end tests and the browser host can use, best first. The one without a window of its own
 * takes a fifth of the processor time of the whole.
 */
const browserPrograms = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
]

const browserPackage = isDebian() ? 'chromium-headless-shell' : 'chromium'

/**
 * Debian's packages by what they are for. `without` says what does not work when they are missing.
 * keytar has no prebuilt file in its package: it is compiled once, which needs a compiler and libsecret's headers.
 *
 * @type {Record<string, { without: string, packages: readonly string[] }>}
 */
export const packageLists = {
  run: {
    without:
      'the key ring cannot be reached (no store connection), or USB scanners, or virtual serial devices',
    packages: [
      'ca-certificates',
      'g++',
      'libsecret-1-0',
      'libsecret-1-dev',
      'libusb-1.0-0',
      'make',
      'pkg-config',
      'python3',
      'socat',
      'udev',
    ],
  },
  test: {
    without: 'tests that need the browser, the key ring, a print queue or a print-out are left out',
    packages: [
      browserPackage,
      'cups-client',
      'cups-daemon',
      'dbus',
      'fonts-dejavu-core',
      'gnome-keyring',
      'poppler-utils',
      'procps',
      'xauth',
      'xdotool',
      'xvfb',
    ],
  },
  usb: {
    without: 'the tests on a real USB stack are left out',
    packages: ['busybox-static', 'cpio', 'kmod', 'qemu-system-x86', 'seabios', 'udev', 'xz-utils'],
  },
  electron: {
    without: 'the Electron window cannot open',
    packages: [
      'libasound2',
      'libgbm1',
      'libgtk-3-0',
      'libnotify4',
      'libnss3',
      'libxss1',
      'libxtst6',
      'xdg-utils',
    ],
  },
}

/**
 * Installs what is missing of the named lists. Only Debian and its kin have the packages by these names; elsewhere,
 * and without the right to install, it says what to do and the rest of the set-up goes on.
 *
 * @param {readonly string[]} purposes keys of `packageLists`
 */
export async function installSystemPackages(purposes) {
  if (process.platform !== 'linux' || findProgram(['dpkg-query']) === null) return
  const startedAt = performance.now()
  const missing = await missingOf(purposes.flatMap((purpose) => packageLists[purpose]?.packages ?? []))
  if (missing.length === 0) return
  const line = `apt-get update && apt-get install -y --no-install-recommends ${missing.join(' ')}`
  if (process.getuid?.() !== 0) {
    say(`System packages are missing and only root can install them. Type: sudo sh -c '${line}'`)
    for (const purpose of purposes) {
      const list = packageLists[purpose]
      const gone = missing.filter((name) => list?.packages.includes(name))
      if (gone.length > 0) say(`  Until then, for want of ${gone.join(', ')}: ${list?.without}.`)
    }
    return
  }
  say(`System packages: installing ${missing.join(' ')}`)
  await aptInstall(missing, line)
  say(`System packages: ready (${secondsSince(startedAt)})`)
}

async function aptInstall(/** @type {string[]} */ missing, /** @type {string} */ line) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const wait = ['-o', 'DPkg::Lock::Timeout=300']
  const install = ['install', '-y', '--no-install-recommends', ...wait, ...missing]
  await runQuietly('apt-get', ['update', ...wait], { label: 'reading the package lists', env })
  let result = await runQuietly('apt-get', install, { label: 'installing system packages', env })
  if (result.code !== 0) {
    // An earlier install that was interrupted leaves half-configured packages, which apt refuses to work around.
    await runQuietly('dpkg', ['--configure', '-a'], { label: 'finishing an interrupted install', env })
    result = await runQuietly('apt-get', install, { label: 'installing system packages', env })
  }
  if (result.code !== 0) {
    say(result.output.trimEnd().split('\n').slice(-12).join('\n'))
    throw new SetupError(
      'The system packages could not be installed (see above).',
      `type ${line}, then run this again.`,
    )
  }
}

/** @returns {Promise<string[]>} */
async function missingOf(/** @type {string[]} */ names) {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own format
  const args = ['-W', '-f', '${db:Status-Status} ${Package}\\n', ...names]
  const { output } = await runQuietly('dpkg-query', args, { label: 'asking dpkg' })
  const installed = new Set(
    output.split('\n').flatMap((line) => (line.startsWith('installed ') ? [line.slice(10).trim()] : [])),
  )
  const isBrowserNeeded = (isDebian() && process.getuid?.() === 0) || findProgram(browserPrograms) === null
  return names.filter((name) => !installed.has(name) && (name !== browserPackage || isBrowserNeeded))
}

/**
 * Ubuntu has no such package, and its chromium only points at a snap: any browser of the family will do there, and
 * wherever nobody may install.
 */
function isDebian() {
  const file = '/etc/os-release'
  return existsSync(file) && /^ID=debian$/m.test(readFileSync(file, 'utf8'))
}

/** The first of `names` found on the path, as a full path; null when none is there. */
export function findProgram(/** @type {readonly string[]} */ names) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  for (const name of names) {
    for (const folder of folders) if (existsSync(join(folder, name))) return join(folder, name)
  }
  return null
}

/** The browser for the end-to-end tests; null when there is none. */
export function findBrowser() {
  const elsewhere = [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ]
  return findProgram(browserPrograms) ?? elsewhere.find((file) => existsSync(file)) ?? null
}
