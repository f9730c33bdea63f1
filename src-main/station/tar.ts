const block = 512

/** Puts files into one tar archive (POSIX ustar, IEEE 1003.1): plain files, readable by their owner, up to 8 GiB each. */
export function tarOf(files: readonly { name: string; bytes: Uint8Array }[], atMs: number): Uint8Array {
  const parts = files.flatMap(({ name, bytes }) => [
    headerOf(name, bytes.length, atMs),
    bytes,
    new Uint8Array((block - (bytes.length % block)) % block),
  ])
  return Buffer.concat([...parts, new Uint8Array(2 * block)])
}

/** @throws Error when the name is longer than a plain header holds */
function headerOf(name: string, size: number, atMs: number): Uint8Array {
  if (Buffer.byteLength(name) > 100) throw new Error(`too long a name for the archive: ${name}`)
  const header = Buffer.alloc(block)
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, '0')}\0`
  header.write(name, 0)
  header.write(octal(0o600, 7), 100)
  header.write(octal(0, 7), 108)
  header.write(octal(0, 7), 116)
  header.write(octal(size, 11), 124)
  header.write(octal(Math.floor(atMs / 1000), 11), 136)
  // The sum is made as if its own place held blanks.
  header.write(' '.repeat(8), 148)
  header.write('0', 156)
  header.write('ustar\0', 257)
  header.write('00', 263)
  const sum = header.reduce((all, byte) => all + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return header
}
