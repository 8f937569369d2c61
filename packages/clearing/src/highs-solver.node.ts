import { createRequire } from 'node:module';
import type Highs from 'highs';
import type { AwardModel } from './award-model.ts';
import type { AwardSolution } from './award.ts';

/** Its types describe the CommonJS build, so that is the one to load. */
type Loader = (typeof Highs)['default'];
const loadHighs: Loader = createRequire(import.meta.url)('highs');

/** A limit of nodes, not of time: the same model gives the same answer on every machine. */
const MAX_NODES = 1_000_000;

/** Solves in this thread, which is blocked meanwhile: see `award.node.ts` for the worker. */
export async function solveWithHighs(model: AwardModel): Promise<AwardSolution> {
  const highs = await loadHighs();
  const { modelStatus } = highs.constants;
  return highs.withModel(modelData(model, highs.constants), (solver): AwardSolution => {
    // Costs are whole: a gap below one minor unit proves the plan best.
    solver.options.set({
      output_flag: false,
      mip_rel_gap: 0,
      mip_abs_gap: 0.9,
      mip_max_nodes: MAX_NODES,
      mip_feasibility_tolerance: 1e-9,
    });
    solver.run();
    const status = solver.getModelStatus();
    if (status === modelStatus.infeasible || status === modelStatus.unboundedOrInfeasible) {
      return { kind: 'infeasible' };
    }
    const isStopped = status === modelStatus.solutionLimit || status === modelStatus.iterationLimit;
    if (status !== modelStatus.optimal && !isStopped) {
      return { kind: 'unsolved', status: `the solver ended with status ${status}` };
    }
    const values = Float64Array.from(solver.getSolution().colValue);
    const bound = Number(solver.info.get('mip_dual_bound'));
    if (!Number.isFinite(bound) || values.length !== model.columns.length) {
      return { kind: 'unsolved', status: 'the solver stopped before it found a plan' };
    }
    return { kind: isStopped ? 'stopped' : 'solved', values, bound };
  });
}

type Constants = Awaited<ReturnType<Loader>>['constants'];

function modelData(model: AwardModel, constants: Constants) {
  const { integer, continuous } = constants.variableType;
  return {
    numCols: model.columns.length,
    numRows: model.rows.length,
    colCost: model.costs,
    colLower: model.columns.map(() => 0),
    colUpper: model.uppers,
    rowLower: model.rows.map(({ lower }) => lower),
    rowUpper: model.rows.map(({ upper }) => upper),
    integrality: model.columns.map(({ kind }) => (kind === 'units' ? continuous : integer)),
    matrix: {
      format: 'csr' as const,
      numCols: model.columns.length,
      numRows: model.rows.length,
      starts: rowStarts(model),
      indices: model.rows.flatMap(({ columns }) => columns),
      values: model.rows.flatMap(({ values }) => values),
    },
  };
}

function rowStarts(model: AwardModel): number[] {
  const starts = [0];
  for (const { columns } of model.rows) starts.push(starts[starts.length - 1] + columns.length);
  return starts;
}
