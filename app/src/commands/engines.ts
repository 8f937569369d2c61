/** The commands of the pure packages: no settings, no database, no network. Each answers its exit code. */
export const engines: Readonly<Record<string, (args: string[]) => Promise<number>>> = {
  clear: async (args) => (await import('@muster/clearing/clear-command')).runClear(args, process),
  'cut-plan': async (args) =>
    (await import('@muster/cutting/cut-plan-command.node')).runCutPlan(args, process),
  verify: async (args) =>
    (await import('@muster/log/verify-command.node')).runVerify(args, process),
  choice: async (args) =>
    (await import('@muster/insight/choices/choice-command.node')).runChoice(args, process),
  maxdiff: async (args) =>
    (await import('@muster/insight/best-worst/maxdiff-command.node')).runMaxDiff(args, process),
  'conjoint-ratings': async (args) =>
    (await import('@muster/insight/conjoint/conjoint-ratings-command.node')).runConjointRatings(
      args,
      process,
    ),
  'price-sensitivity': async (args) =>
    (await import('@muster/insight/prices/price-sensitivity-command.node')).runPriceSensitivity(
      args,
      process,
    ),
  'gabor-granger': async (args) =>
    (await import('@muster/insight/prices/gabor-granger-command.node')).runGaborGranger(
      args,
      process,
    ),
  'demand-curve': async (args) =>
    (await import('@muster/insight/prices/demand-curve-command.node')).runDemandCurve(
      args,
      process,
    ),
  kano: async (args) =>
    (await import('@muster/insight/prices/kano-command.node')).runKano(args, process),
  nps: async (args) =>
    (await import('@muster/insight/prices/nps-command.node')).runNps(args, process),
  keyness: async (args) =>
    (await import('@muster/insight/words/keyness-command.node')).runKeyness(args, process),
  words: async (args) =>
    (await import('@muster/insight/words/words-command.node')).runWords(args, process),
  topics: async (args) =>
    (await import('@muster/insight/words/topics-command.node')).runTopics(args, process),
  bursts: async (args) =>
    (await import('@muster/insight/bursts/bursts-command.node')).runBursts(args, process),
  opinions: async (args) =>
    (await import('@muster/insight/opinions/opinions-command.node')).runOpinions(args, process),
  works: async (args) =>
    (await import('@muster/insight/works/works-command.node')).runWorks(args, process),
  shortlist: async (args) =>
    (await import('@muster/insight/shortlist/shortlist-command.node')).runShortlist(args, process),
  forecast: async (args) =>
    (await import('@muster/insight/forecast/forecast-command.node')).runForecast(args, process),
};
