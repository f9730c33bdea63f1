/** What `--help` prints. */
export const usage = `The consignment station, without its own window.

  npm run station -- --host browser --profile DIR [options]
  npm run station -- verify --profile DIR [--head ROW:HASH]
  npm run station -- install-udev-rules

  --profile DIR        where this station keeps everything; made when it is missing
  --host browser       the only host that can be chosen here
  --port N             port on 127.0.0.1; 0 or left out: any free one
  --headless           opens no browser
  --store-url URL      the store to work with; plain http only to this machine
  --token-file FILE    holds the store's access token; needed with --store-url, not kept
  --api-version V      2026-07 or 2.0
  --relay-url URL      the webhook relay to ask what to read now
  --relay-token-file FILE  holds this station's token there; needed with --relay-url, not kept
  --outlet ID          the outlet this station stands in, as the store's id of it
  --scanner ADDRESS    serial:PATH?baud=9600, tcp:HOST:PORT or hid:auto
  --scale ADDRESS      serial:PATH?protocol=toledo-8217&baud=9600, tcp:HOST:PORT or hid:auto
  --printer ADDRESS    tcp:HOST:PORT, usb:auto, queue:NAME, or folder for label files
  --printer2 ADDRESS   a second one, which stands in or takes other labels
  --forget-pins        takes every PIN and badge away, so that a first administrator can be set up again
  --help               this page

Without --store-url a profile that knows no store opens in training. While the station runs, DIR/bridge.json tells
automation where it is; only this user can read it.

install-udev-rules lets this computer's users work with scanners, scales and printers (Linux; as root, or it prints
the lines that root must run).
verify walks the journal of a profile: 0 it is sound, 1 a row is bad (named), 2 it could not be read. --head is what an
earlier verify printed: with it a store that was put back to an older copy is seen too.
Exit codes of the station: 0 it ended as told, 2 something given was wrong and nothing was changed.
`
