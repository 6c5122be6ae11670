/** The walls of the house (DESIGN.md, "The house"). A folder is a room; others come in by its index.ts only. */
module.exports = {
  forbidden: [
    {
      name: "no-circular",
      comment: "A cycle means that two files are one idea.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "src-knows-no-platform",
      comment: "Only adapters.ts knows which adapters there are.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/adapters\\.ts$" },
      to: { path: "^adapters/" },
    },
    {
      name: "no-adapter-to-adapter",
      severity: "error",
      from: { path: "^adapters/([^/]+)/" },
      to: { path: "^adapters/([^/]+)/", pathNot: "^adapters/$1/" },
    },
    {
      name: "doors-only-between-rooms",
      comment: "Come in by the door: import a room's index.ts.",
      severity: "error",
      from: { path: "^src/([^/]+)/" },
      to: { path: "^src/[^/]+/", pathNot: ["^src/[^/]+/index\\.ts$", "^src/$1/"] },
    },
    {
      name: "doors-only-from-outside",
      severity: "error",
      from: { path: ["^src/[^/]+\\.ts$", "^adapters/"] },
      to: { path: "^src/[^/]+/", pathNot: "^src/[^/]+/index\\.ts$" },
    },
    {
      name: "doors-only-adapters",
      severity: "error",
      from: { path: "^src/" },
      to: { path: "^adapters/([^/]+)/", pathNot: "^adapters/([^/]+)/index\\.ts$" },
    },
    {
      name: "papers-by-the-library-alone",
      comment: "Ask the library (src/library/index.ts): it is the one way to a paper, and its tables are its own.",
      severity: "error",
      from: { path: "^(src|adapters)/", pathNot: "^src/library/" },
      to: { path: "^src/library/", pathNot: "^src/library/index\\.ts$" },
    },
    {
      name: "sources-only-show",
      comment: "A source turns its outside form into sightings: it knows no database, no search and no command.",
      severity: "error",
      from: { path: "^adapters/sources/" },
      to: { path: "^src/(?!corpus/|library/|errors\\.ts|log\\.ts|time\\.ts)" },
    },
    {
      name: "no-test-in-product",
      severity: "error",
      from: { path: "^(src|adapters)/" },
      to: { path: "^test/" },
    },
    {
      name: "slack-library-in-slack",
      severity: "error",
      from: { path: "^(src|adapters)/", pathNot: "^adapters/slack/" },
      to: { path: "^node_modules/@slack/" },
    },
    {
      name: "discord-library-in-discord",
      severity: "error",
      from: { path: "^(src|adapters)/", pathNot: "^adapters/discord/" },
      to: { path: "^node_modules/(discord\\.js|@discordjs)/" },
    },
    {
      name: "database-in-store",
      severity: "error",
      from: { path: "^(src|adapters)/", pathNot: "^src/store/" },
      to: { path: "^node_modules/(pg|keyv)/|^node:sqlite$", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "minisearch-in-search",
      severity: "error",
      from: { path: "^(src|adapters)/", pathNot: "^src/search/" },
      to: { path: "^node_modules/minisearch/" },
    },
    {
      name: "resolvable",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "no-dev-dependency-in-product",
      severity: "error",
      from: { path: "^(src|adapters)/" },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
