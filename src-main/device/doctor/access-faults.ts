import { type DoctorFacts, type Fault, shellWord } from './facts.ts'

const everyone = ['scanner', 'scale', 'printer', 'printer2'] as const
const reload = 'sudo udevadm control --reload-rules && sudo udevadm trigger'

function why(facts: DoctorFacts): string {
  const said = 'why' in facts.state ? facts.state.why : ''
  return facts.state.is === 'ready' ? '' : `${said} ${facts.pulse.isOpen ? '' : (facts.pulse.lastWhy ?? '')}`
}

function isWell({ state }: DoctorFacts): boolean {
  return state.is === 'ready'
}

function serialPath({ address }: DoctorFacts): string | null {
  return address?.is === 'serial' ? address.path : null
}

function installRules({ rules }: DoctorFacts): string {
  const copy =
    rules === null || rules.isInstalled ? '' : `sudo cp ${shellWord(rules.ownPath)} /etc/udev/rules.d/ && `
  return `${copy}${reload}`
}

/** Faults between the station and the device file: it is not there, it is another's, it is not allowed. */
export const accessFaults: readonly Fault[] = [
  {
    id: 'nothing-plugged-in',
    roles: everyone,
    signs: 'The port it was set up at does not exist, and no device of its kind is listed.',
    isCertain: true,
    find: (facts) => {
      const path = serialPath(facts)
      if (path === null || facts.node?.isThere !== false) return null
      const others = facts.ports?.map((port) => port.path) ?? []
      return {
        say: `There is no ${path} on this computer now.`,
        next:
          others.length === 0
            ? 'Plug the device in, and try another cable: no serial device is plugged in at all.'
            : `Plug the device in, or set it up anew: there is something at ${others.join(', ')}.`,
      }
    },
  },
  {
    id: 'another-device-there',
    roles: everyone,
    signs: 'The port exists, and the ids of what sits there are not those of the device that was set up.',
    isCertain: true,
    find: (facts) =>
      /is there now\.|of the same make are plugged in/.test(why(facts))
        ? {
            say: 'Something else is plugged in where this device was.',
            next: 'Plug the right device in: it is found at any socket. If it was replaced by another, set it up anew.',
          }
        : null,
  },
  {
    id: 'port-busy',
    roles: everyone,
    signs: 'Another program has the device file open.',
    isCertain: true,
    find: (facts) => {
      const [holder] = facts.holders ?? []
      if (isWell(facts) || holder === undefined || facts.node === null) return null
      return {
        say: `Another program has ${facts.node.path}: ${holder.name} (process ${holder.pid}).`,
        next: 'Close that program. The station takes the device by itself as soon as it is free.',
        ...(holder.name === 'ModemManager' ? { command: 'sudo systemctl stop ModemManager' } : {}),
      }
    },
  },
  {
    id: 'port-busy-unknown',
    roles: everyone,
    signs: 'The system refuses the port as taken and does not say by whom.',
    isCertain: true,
    find: (facts) => {
      if (!/in use|another program/.test(why(facts)) || (facts.holders ?? []).length > 0) return null
      const isLinux = facts.platform === 'linux'
      const path = facts.node?.path ?? serialPath(facts)
      return {
        say: 'Another program has this device.',
        next: isLinux
          ? 'Close terminal programs, label tools and other stations. The command names the program.'
          : 'Close terminal programs, the maker’s own tool and other stations; after a crash, log out and in again.',
        ...(isLinux && path !== null ? { command: `sudo fuser -v ${shellWord(path)}` } : {}),
      }
    },
  },
  {
    id: 'group-not-yet',
    roles: everyone,
    signs: 'The user is listed in the group of the device file, but logged in before that.',
    isCertain: true,
    find: ({ node, user }) => {
      const group = node?.group
      if (!node?.isThere || node.mayUse || !group || !user) return null
      if (!user.listedGroups.includes(group) || user.groups.includes(group)) return null
      return {
        say: `This user belongs to the group ${group}, but logged in before that.`,
        next: 'Log out of the computer and in again, or restart it.',
      }
    },
  },
  {
    id: 'serial-denied',
    roles: everyone,
    signs: 'The device file is there and this user may not use it.',
    isCertain: true,
    find: ({ node, user }) => {
      if (!node?.isThere || node.mayUse || !/^\/dev\/tty|^\/dev\/usb\/lp/.test(node.path)) return null
      const group = node.group ?? 'dialout'
      if (user === null || user.listedGroups.includes(group)) return null
      return {
        say: `This user may not use ${node.path}: it belongs to the group ${group}.`,
        next: 'Run the command, then log out of the computer and in again.',
        command: `sudo usermod -aG ${shellWord(group)} ${shellWord(user.name)}`,
      }
    },
  },
  {
    id: 'usb-denied',
    roles: ['scanner', 'scale'],
    signs: 'The USB device is listed, and its file may not be used by this user.',
    isCertain: true,
    find: (facts) => {
      if (facts.node?.isThere !== true || facts.node.mayUse || !facts.node.path.startsWith('/dev/hidraw')) {
        return null
      }
      const isInstalled = facts.rules?.isInstalled === true
      return {
        say: isInstalled
          ? 'The station’s device rules are installed, but this device came before them.'
          : 'This user may not use the USB device: the station’s device rules are not installed.',
        next: 'Run the command, then plug the device out and in again.',
        command: installRules(facts),
      }
    },
  },
  {
    id: 'rule-misspelt',
    roles: everyone,
    signs: 'A rule on this computer sets a variable that ModemManager does not know.',
    isCertain: true,
    find: ({ rules }) => {
      const [first] = rules?.misspelt ?? []
      if (first === undefined) return null
      return {
        say: `A device rule has a misspelt word and does nothing: ${first}.`,
        next: 'Write ID_MM_DEVICE_IGNORE instead, run the command, and plug the device out and in again.',
        command: reload,
      }
    },
  },
  {
    id: 'modem-manager',
    roles: everyone,
    signs: 'ModemManager runs, and nothing tells it to leave this port alone.',
    isCertain: false,
    find: (facts) => {
      const path = serialPath(facts)
      const isIgnored = facts.udev?.ID_MM_DEVICE_IGNORE === '1'
      if (path === null || !/ttyACM|ttyUSB/.test(path) || isIgnored || facts.udev === null) return null
      if (!facts.daemons?.includes('ModemManager')) return null
      if (isWell(facts) && facts.pulse.bytesIn > 0) return null
      return {
        say: 'ModemManager looks for a modem in every serial device: for some seconds after plug-in the port is taken, and modem commands go to the device.',
        next: 'Run the command, then plug the device out and in again and wait 15 seconds.',
        command: installRules(facts),
      }
    },
  },
  {
    id: 'brltty',
    roles: everyone,
    signs: 'brltty runs, or has the port, and the adapter is one that braille displays use, too.',
    isCertain: false,
    find: (facts) => {
      if (isWell(facts) || !facts.daemons?.includes('brltty') || serialPath(facts) === null) return null
      return {
        say: 'A driver for braille displays (brltty) takes USB serial adapters for itself.',
        next: 'If nobody uses a braille display at this computer, run the command and plug the adapter out and in again.',
        command: 'sudo systemctl mask --now brltty.service brltty-udev.service',
      }
    },
  },
  {
    id: 'usb-not-loading',
    roles: ['scanner', 'scale'],
    signs: 'The part that lists USB devices does not load.',
    isCertain: true,
    find: (facts) =>
      facts.address?.is === 'hid' && /do not work on this computer/.test(why(facts))
        ? {
            say: 'USB scanners and scales cannot be used on this computer yet.',
            next: 'Install what is missing, then start the station again.',
            ...(facts.platform === 'linux' ? { command: 'sudo apt-get install libusb-1.0-0 libudev1' } : {}),
          }
        : null,
  },
]
