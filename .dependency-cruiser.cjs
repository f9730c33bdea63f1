/*
 * The import law. `node scripts/import-law.mjs` checks it, `npm test` runs that, and
 * test/house/import-law.integration.test.ts breaks every rule once to see it reported.
 *
 * Who may know whom inside src-main, from the ground up:
 *
 *   ground    log, clock, store, journal, outbox, secret, lightspeed, device, and what only reads the store for
 *             everybody (catalogue, consignment): know no feature and no service
 *   service   label, sync: work that several screens lean on; know the ground
 *   feature   packing, receiving, ordering, ...: one folder a screen or a desk's task; know the ground
 *   station   station.ts builds all of them and hands each what it needs; hosts show the station
 *
 * 'Features reach each other only through station.ts or the store' is taken at its word for values: no feature and no
 * service imports another one. What a feature needs of label or sync comes in as an argument, and it may
 * name the type of that argument (`import type`), since a type is gone when the program runs. Between two features not
 * even a type may be imported: what both must name belongs in src-shared/model.
 */

const features =
  'relay|desk|packing|receiving|ordering|returning|counting|approval|staff|record|evidence|freight|insight|recognition'
const services = 'label|sync'
const ground = 'lightspeed|device|store|journal|outbox|secret|log|catalogue|consignment'

module.exports = {
  forbidden: [
    {
      name: 'shared-imports-nothing-of-ours',
      comment: 'src-shared is the ground under both processes.',
      severity: 'error',
      from: { path: '^src-shared/' },
      to: { path: '^(src-main|src-renderer|test|scripts|resources)/' },
    },
    {
      name: 'shared-knows-no-platform',
      comment:
        'src-shared runs in Node, in a page and in a worker alike: schemas (zod) are its only library.',
      severity: 'error',
      from: { path: '^src-shared/' },
      to: { path: '.', pathNot: '^src-|^(test|scripts|resources)/|node_modules/zod/' },
    },
    {
      name: 'main-imports-shared-and-itself',
      comment: 'The station shows nothing itself and needs no test code to run.',
      severity: 'error',
      from: { path: '^src-main/' },
      to: { path: '^(src-renderer|test|scripts)/' },
    },
    {
      name: 'renderer-imports-shared-and-itself',
      comment: 'A screen asks through the bridge; it never reaches into the station.',
      severity: 'error',
      from: { path: '^src-renderer/' },
      to: { path: '^(src-main|test|scripts)/' },
    },
    {
      name: 'renderer-knows-no-node',
      comment: 'The page is sandboxed: Node is not there.',
      severity: 'error',
      from: { path: '^src-renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'electron-only-in-its-host',
      comment: 'Everything else runs, and is tested, on plain Node.',
      severity: 'error',
      from: { path: '^src-', pathNot: '^src-main/(host/electron/|main\\.ts$)' },
      to: { path: '(^|/)node_modules/electron/|^electron(/|$)' },
    },
    {
      name: 'ground-knows-no-feature',
      comment: 'Ground folders serve every feature alike.',
      severity: 'error',
      from: { path: `^src-main/(${ground})/` },
      to: { path: `^src-main/(${features}|${services})/` },
    },
    {
      name: 'features-do-not-import-each-other',
      comment: 'They meet in station.ts or in the store.',
      severity: 'error',
      from: { path: `^src-main/(${features}|${services})/` },
      to: { path: `^src-main/(${features})/`, pathNot: '^src-main/$1/' },
    },
    {
      name: 'services-are-handed-in',
      comment: 'A feature may name the type of a service, and is given the service itself by station.ts.',
      severity: 'error',
      from: { path: `^src-main/(${features}|${services})/` },
      to: { path: `^src-main/(${services})/`, pathNot: '^src-main/$1/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'nothing-below-knows-the-station',
      comment: 'station.ts builds the others; only hosts and entries know it.',
      severity: 'error',
      from: { path: `^src-main/(${features}|${services}|${ground}|training)/` },
      to: { path: '^src-main/(station\\.ts$|station/|main\\.ts$|cli\\.ts$|host/)' },
    },
    {
      name: 'training-comes-through-the-station',
      comment: 'Pretend stores and devices must never be reachable from real work.',
      severity: 'error',
      from: { path: '^src-main/', pathNot: '^src-main/(training/|station[^/]*\\.ts$|station/)' },
      to: { path: '^src-main/training/' },
    },
    {
      name: 'sqlite-only-in-store',
      comment: 'SQL, statements and transactions live in one place.',
      severity: 'error',
      from: { path: '^src-', pathNot: '^src-main/store/' },
      to: { path: '(^|/)node_modules/(better-sqlite3|@types/better-sqlite3)/|^better-sqlite3' },
    },
    {
      name: 'keytar-only-in-secret',
      comment: 'The key ring hangs and lies when locked; only src-main/secret knows how to ask it.',
      severity: 'error',
      from: { path: '^src-', pathNot: '^src-main/secret/' },
      to: { path: '(^|/)node_modules/keytar/|^keytar' },
    },
    {
      name: 'no-circular',
      comment: 'A circle has no order to be built or tested in.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      comment: 'An import the checker cannot follow is one it cannot judge.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\.css$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.(css|svg|wav|ogg|mp3|png)$' },
    tsPreCompilationDeps: true,
    preserveSymlinks: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mts', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
}
