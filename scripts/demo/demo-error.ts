/** Something the person who runs the demo can act on: one plain sentence. */
export class DemoError extends Error {}
