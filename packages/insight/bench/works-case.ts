import { chanceFrom } from '../src/chance.ts';
import type { Design } from '../src/works/designs.ts';
import { distanceIn } from '../src/works/families.ts';
import { worksOf } from '../src/works/works-report.ts';
import { timed, type BenchCase } from './bench-case.ts';

const DESIGNS = 5_000;

function inventDesigns(): Design[] {
  const chance = chanceFrom(1);
  const designs: Design[] = [];
  for (let at = 0; at < DESIGNS; at += 1) {
    const parent = at > 100 && chance.uniform() < 0.6 ? designs[chance.below(at)] : null;
    const parameters = parent?.parameters ?? {
      width: 100 + 5 * chance.below(40),
      depth: 60 + 5 * chance.below(8),
      legs: ['steel', 'wood', 'trestle'][chance.below(3)],
      round: chance.uniform() < 0.5,
    };
    designs.push({
      id: `d${at}`,
      parents: parent === null ? [] : [parent.id],
      author: `a${chance.below(900)}`,
      group: `g${chance.below(4)}`,
      partner: `p${chance.below(6)}`,
      at,
      kit: 'desk',
      parameters: { ...parameters, height: 65 + chance.below(15) },
      materials: [['oak', 'walnut', 'bamboo'][chance.below(3)]],
      features: ['drawer', 'tray', 'hook', 'socket'].filter(() => chance.uniform() < 0.3),
      support: 10 + chance.below(20),
    });
  }
  return designs;
}

export const works: BenchCase = {
  name: 'works',
  run: () => {
    const designs = inventDesigns();
    const distance = distanceIn(designs);
    const pairs = timed(() => {
      let sum = 0;
      for (let one = 0; one < 1_000; one += 1)
        for (let other = 0; other < one; other += 1) sum += distance(designs[one], designs[other]);
      return sum;
    });
    const whole = timed(() => worksOf(designs));
    const allPairs = (pairs.ms * (DESIGNS * (DESIGNS - 1))) / (1_000 * 999);
    return [
      {
        what: `works: ${DESIGNS} designs of one kit`,
        ms: whole.ms,
        ratio: { to: 'comparing all pairs', times: whole.ms / allPairs },
      },
    ];
  },
};
