import { execFileSync, spawnSync } from 'node:child_process'
import { accessSync, constants, mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Why volumes cannot be made here, as the end of a test's name; empty where they can. */
export const noVolumeSay: string = whyNoVolume()

function whyNoVolume(): string {
  if (process.platform !== 'linux') return ' (skipped: needs Linux)'
  if (process.getuid?.() !== 0) return ' (skipped: needs root, to mount a volume)'
  for (const program of ['mount', 'umount', 'mkfs.ext4', 'perl']) {
    if (spawnSync('sh', ['-c', `command -v ${program}`], { env: withSbin() }).status !== 0) {
      return ` (skipped: needs ${program})`
    }
  }
  try {
    accessSync('/dev/loop-control', constants.R_OK | constants.W_OK)
    return ''
  } catch {
    // The reason is in the sentence; what the system called it helps nobody.
    return ' (skipped: needs loop devices)'
  }
}

function withSbin(): NodeJS.ProcessEnv {
  return { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin` }
}

const run = (program: string, ...words: string[]) =>
  execFileSync(program, words, { env: withSbin(), stdio: ['ignore', 'pipe', 'pipe'] })

export type Volume = { folder: string; close(): void }

/** EXT4_IOC_SHUTDOWN without flushing the file system's journal, of linux/fs/ext4/ioctl.c: all that was not flushed is gone. */
const cutProgram =
  'open(my $f, "<", $ARGV[0]) or die $!; my $how = pack("L", 2); ioctl($f, 0x8004587d, $how) or die $!; kill 9, $ARGV[1]'

/**
 * A disk of its own whose power can be cut: an ext4 file system in a file. What reached the file by then is what is
 * found afterwards; what was only in the memory of the system is gone. (A disk that lies about its own cache is not
 * played here.)
 */
export function openPowerVolume(folder: string): Volume & {
  /** Nothing reaches the disk from this moment on, and the process ends. */
  cut(pid: number): void
  /** Mounts it anew, which recovers it as after a power cut. */
  restore(): void
} {
  const [image, at] = [join(folder, 'disk.img'), join(folder, 'disk')]
  writeFileSync(image, '')
  truncateSync(image, 256 * 1024 * 1024)
  mkdirSync(at)
  run('mkfs.ext4', '-q', '-F', image)
  const mount = () => run('mount', '-o', 'loop', image, at)
  mount()
  return {
    folder: at,
    cut: (pid) => void run('perl', '-e', cutProgram, at, String(pid)),
    restore() {
      run('umount', at)
      mount()
    },
    close() {
      run('umount', at)
      rmSync(image)
    },
  }
}

/** A disk of so many megabytes, in memory. */
export function openSmallVolume(folder: string, megabytes: number): Volume {
  const at = join(folder, 'small')
  mkdirSync(at)
  run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', at)
  return { folder: at, close: () => void run('umount', at) }
}
