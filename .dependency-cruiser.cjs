// Which code may import which: the arrows of docs/architecture.md, held by a machine.
// Must never be loosened to make a change pass; move the code instead.
const inside = (folder) => `^src/${folder}/`;
const except = (...folders) => `^src/(?!(${folders.join('|')})/)`;

/** A rule that something must not import something, with why. */
const never = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    never(
      'no-circles',
      'Two files that need each other are one file, or miss a third. Types that name each other do no harm.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    never('no-dead-imports', 'An import must lead somewhere.', {}, { couldNotResolve: true }),
    never(
      'platform-stands-alone',
      'The platform must run without its simulators, console, examples and tests.',
      { path: '^(src|migrations)/' },
      { path: '^(simulators|console|examples|test|scripts|bench)/' },
    ),
    never(
      'simulators-share-nothing',
      'A simulator that shares code with the client repeats its mistakes instead of showing them.',
      { path: '^simulators/' },
      { path: '^(src|console|examples|test|scripts|migrations)/' },
    ),
    never(
      'simulators-apart',
      'A simulator knows nothing of another provider; what both stand on is in simulators/ground.',
      { path: '^simulators/([^/]+)/' },
      { path: '^simulators/', pathNot: '^simulators/($1|ground)/' },
    ),
    never(
      'examples-use-the-api',
      'An example may use what a merchant may use: the REST API.',
      { path: '^examples/' },
      { path: '^(src|console|simulators|test|scripts|migrations)/' },
    ),
    never(
      'console-uses-the-api',
      'The console knows the server by the types of its API alone; what it needs, the API has to say.',
      { path: '^console/' },
      { path: '^(src|examples|simulators|test|scripts|migrations)/' },
    ),
    never(
      'console-areas-apart',
      'Pages share the parts and the client; an area that needs another one says so in what it shares.',
      { path: '^console/src/(api|format|parts|preferences|shortcuts|texts)/' },
      { path: '^console/src/(areas|frame)/' },
    ),
    never(
      'common-knows-nobody',
      'Common ground carries everything else.',
      { path: inside('common') },
      { path: except('common') },
    ),
    never(
      'config-knows-only-common',
      'Configuration is read before any module exists.',
      { path: inside('config') },
      { path: except('config', 'common') },
    ),
    never(
      'orders-know-no-provider',
      'Orders own the provider port; providers register themselves. A new provider must not change orders.',
      { path: inside('orders') },
      { path: inside('(payco|payple|billing|cash-receipts|checkout|attention|money|admin|observability)') },
    ),
    never(
      'billing-knows-no-page',
      'The hosted page of a card is one way to use billing; a merchant with a page of its own needs none.',
      { path: inside('billing') },
      { path: inside('(payco|payple|checkout|attention|money|admin|observability)') },
    ),
    never(
      'nobody-waits-for-webhooks',
      'Whoever changes something writes its event; the database tells the webhooks. Telling must not be forgettable.',
      { path: inside('(access|sellers|orders|billing|cash-receipts|payco|payple|checkout)') },
      { path: inside('events') },
    ),
    never(
      'trail-knows-nobody',
      'Whoever does something records it; the trail needs to know neither who nor what.',
      { path: inside('audit') },
      { path: except('audit', 'common', 'config', 'database') },
    ),
    never(
      'people-know-no-desk',
      'Who may do something is told apart from what is done; of the doors they know the marks and the one they answer for.',
      { path: inside('people') },
      { path: except('people', 'rights', 'audit', 'access', 'common', 'config', 'database') },
    ),
    never(
      'rights-know-no-deed',
      'Whoever changes something asks the gate, and registers how it is carried out; of the doors, rights know the names alone.',
      { path: inside('rights') },
      { path: '^src/(?!(rights|audit|common|config|database)/|access/(permissions|scopes|require-scope)\\.ts$)' },
    ),
    never(
      'doors-know-no-people',
      'The guards ask whoever answers for the door; without anybody it stays shut.',
      { path: inside('access') },
      { path: inside('(people|audit|admin)') },
    ),
    never(
      'people-are-the-desks',
      'What moves money takes a name from its caller; it does not ask who signs in.',
      {
        path: inside(
          '(sellers|jobs|orders|billing|cash-receipts|events|payco|payple|checkout|attention|money|observability)',
        ),
      },
      { path: inside('(people|audit|admin)') },
    ),
    never(
      'nobody-needs-the-desk',
      'The desk is one way to run the house, and uses all of it. The list of entities names those of every module.',
      { path: '^src/[^/]+/', pathNot: '^src/(admin/|database/entities.ts)' },
      { path: inside('admin') },
    ),
    never(
      'jobs-know-no-work',
      'Modules tell the runner what their jobs are; it runs whatever is registered.',
      { path: inside('jobs') },
      { path: except('jobs', 'common', 'config') },
    ),
    never(
      'providers-apart',
      'A provider knows the ports it implements and whom it tells what arrives at its doors, and neither the others nor who uses it.',
      { path: inside('(payco|payple)') },
      { path: inside('(payco|payple|checkout|cash-receipts|attention|money|admin|jobs)'), pathNot: inside('$1') },
    ),
    never(
      'billing-knows-no-provider',
      'Stored cards are kept by whatever provider has a billing port.',
      { path: inside('billing') },
      { path: inside('(payco|payple|checkout|attention|money|admin|observability)') },
    ),
    never(
      'wire-stays-inside',
      'The words of a provider are read and written in its own folder only.',
      { path: '^src/', pathNot: inside('(payco|payple)') },
      { path: '^src/(payco|payple)/.*\\.(wire|mapping|client)\\.ts$' },
    ),
    never(
      'no-development-packages',
      'What runs in production must be installed in production.',
      { path: '^(src|simulators|examples|migrations)/', pathNot: '\\.spec\\.ts$' },
      { dependencyTypes: ['npm-dev'], pathNot: '/@types/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(public|assets)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    // An import of types alone is an arrow too.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
};
