/** A command of a pure package: what the list of commands says of it, and how it is run. */
type Engine = {
  takes: string;
  /** What it takes, in words. */
  from: string;
  does: string;
  /** Reads its own options, so that scripts can rely on every letter that it prints; answers the exit code. */
  run(args: string[]): Promise<number>;
};

/** The commands of the pure packages: no settings, no database, no network. `--help` behind each says more. */
export const engines: Readonly<Record<string, Engine>> = {
  clear: {
    takes: '<files...>',
    from: 'one instance a file, or JSON Lines; - is standard input',
    does: 'clear pools offline by the public rule (docs/clearing.md)',
    run: async (args) => (await import('@muster/clearing/clear-command')).runClear(args, process),
  },
  verify: {
    takes: '<export>',
    from: 'the exported log of a pool; - is standard input',
    does: 'check offline that a pool was cleared by the rule',
    run: async (args) => (await import('@muster/log/verify-command.node')).runVerify(args, process),
  },
  'cut-plan': {
    takes: '<file>',
    from: 'one instance as JSON, or one a line; - is standard input',
    does: 'plan guillotine cuts of parts from sheets',
    run: async (args) =>
      (await import('@muster/cutting/cut-plan-command.node')).runCutPlan(args, process),
  },
  choice: {
    takes: '<data>',
    from: 'a CSV file of choices; - is standard input',
    does: 'what people weigh when they choose',
    run: async (args) =>
      (await import('@muster/insight/choices/choice-command.node')).runChoice(args, process),
  },
  maxdiff: {
    takes: '<data>',
    from: 'a CSV file of sets with their best and worst',
    does: 'which items people want most',
    run: async (args) =>
      (await import('@muster/insight/best-worst/maxdiff-command.node')).runMaxDiff(args, process),
  },
  'conjoint-ratings': {
    takes: '<data>',
    from: 'a CSV file of rated profiles',
    does: 'what attributes weigh, from ratings',
    run: async (args) =>
      (await import('@muster/insight/conjoint/conjoint-ratings-command.node')).runConjointRatings(
        args,
        process,
      ),
  },
  'price-sensitivity': {
    takes: '<data>',
    from: 'a CSV file of four prices an answer',
    does: 'the range of acceptable prices',
    run: async (args) =>
      (await import('@muster/insight/prices/price-sensitivity-command.node')).runPriceSensitivity(
        args,
        process,
      ),
  },
  'gabor-granger': {
    takes: '<data>',
    from: 'a CSV file of prices shown and answers',
    does: 'how many would buy at each price',
    run: async (args) =>
      (await import('@muster/insight/prices/gabor-granger-command.node')).runGaborGranger(
        args,
        process,
      ),
  },
  'demand-curve': {
    takes: '<data>',
    from: 'a CSV file of limits',
    does: 'how many units are wanted at each price',
    run: async (args) =>
      (await import('@muster/insight/prices/demand-curve-command.node')).runDemandCurve(
        args,
        process,
      ),
  },
  kano: {
    takes: '<data>',
    from: 'a CSV file of feelings with and without features',
    does: 'which features people expect and which delight',
    run: async (args) =>
      (await import('@muster/insight/prices/kano-command.node')).runKano(args, process),
  },
  nps: {
    takes: '<data>',
    from: 'a CSV file of scores',
    does: 'the net promoter score with its interval',
    run: async (args) =>
      (await import('@muster/insight/prices/nps-command.node')).runNps(args, process),
  },
  keyness: {
    takes: '<texts>',
    from: 'a table of texts; - is standard input',
    does: 'which words set groups apart',
    run: async (args) =>
      (await import('@muster/insight/words/keyness-command.node')).runKeyness(args, process),
  },
  words: {
    takes: '<texts>',
    from: 'a table of texts; - is standard input',
    does: 'wishes, near duplicates, moving words, mood',
    run: async (args) =>
      (await import('@muster/insight/words/words-command.node')).runWords(args, process),
  },
  topics: {
    takes: '<texts>',
    from: 'a table of texts; - is standard input',
    does: 'what texts are about, as far as it holds',
    run: async (args) =>
      (await import('@muster/insight/words/topics-command.node')).runTopics(args, process),
  },
  bursts: {
    takes: '<events>',
    from: 'a table of times, or of counts per period; - is standard input',
    does: 'when there was much more than as a rule',
    run: async (args) =>
      (await import('@muster/insight/bursts/bursts-command.node')).runBursts(args, process),
  },
  opinions: {
    takes: '<votes.csv>',
    from: 'participant,statement,vote[,time]; - is standard input',
    does: 'read a crowd from its votes',
    run: async (args) =>
      (await import('@muster/insight/opinions/opinions-command.node')).runOpinions(args, process),
  },
  works: {
    takes: '<designs>',
    from: 'designs as JSON; - is standard input',
    does: 'what designs and remixes say',
    run: async (args) =>
      (await import('@muster/insight/works/works-command.node')).runWorks(args, process),
  },
  shortlist: {
    takes: '<candidates>',
    from: 'candidates with their evidence as JSON; - is standard input',
    does: 'what to make next, each part shown',
    run: async (args) =>
      (await import('@muster/insight/shortlist/shortlist-command.node')).runShortlist(
        args,
        process,
      ),
  },
  forecast: {
    takes: '<pool.csv>',
    from: 'time,units[,closes][,goal]; - is standard input',
    does: 'where a running pool will end',
    run: async (args) =>
      (await import('@muster/insight/forecast/forecast-command.node')).runForecast(args, process),
  },
  evaluate: {
    takes: '<design.json>',
    from: 'a furniture design',
    does: 'work a design out: parts, findings, and what a batch costs',
    run: async (args) =>
      (await import('@muster/furniture/design-commands.node')).runEvaluate(args, process),
  },
  export: {
    takes: '<design.json>',
    from: 'a furniture design',
    does: 'write a design as a drawing, workshop sheets, boards for a machine, a model or a cut list',
    run: async (args) => {
      const { rasterise, SHEET } = await import('#server/pictures/rasterise.ts');
      const { runExport } = await import('@muster/furniture/export-command.node');
      const { stdout, stderr } = process;
      return runExport(args, { stdout, stderr, rasterise: (svg) => rasterise(svg, SHEET) });
    },
  },
};
