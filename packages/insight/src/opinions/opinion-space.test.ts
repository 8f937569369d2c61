import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crowd } from '../../tests/opinions/crowds.ts';
import { eigenOfSymmetric } from '../jacobi.ts';
import { fitSpace, positionsIn } from './opinion-space.ts';
import { componentsBeyondChance, componentsOf } from './vote-components.ts';
import type { Votes } from './votes.ts';

/** X'X of the centred votes, dense: what the sparse iteration never builds. */
function gramOf(votes: Votes, mean: Float64Array): Float64Array {
  const size = mean.length;
  const gram = new Float64Array(size * size);
  for (let person = 0; person < votes.participants.length; person++) {
    const row = new Float64Array(size);
    for (let at = votes.start[person]; at < votes.start[person + 1]; at++) {
      row[votes.statement[at]] = votes.vote[at] - mean[votes.statement[at]];
    }
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++) gram[i * size + j] += row[i] * row[j];
  }
  return gram;
}

test('Jacobi gives back a matrix from its parts', () => {
  const matrix = Float64Array.of(4, 1, -2, 1, 2, 0, -2, 0, 3);
  const { values, vectors } = eigenOfSymmetric(matrix, 3);
  assert.ok(Math.abs(values[0] + values[1] + values[2] - 9) < 1e-12);
  for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 3; j++) {
      let entry = 0;
      for (let k = 0; k < 3; k++) entry += vectors[i * 3 + k] * values[k] * vectors[j * 3 + k];
      assert.ok(Math.abs(entry - matrix[i * 3 + j]) < 1e-12);
    }
  }
});

test('sparse components are the eigenvectors of the dense matrix', () => {
  const { votes } = crowd({ sizes: [30, 25, 20], statements: 12, density: 0.7, seed: 4 });
  const found = componentsOf(votes, 4, 1);
  const { values, vectors } = eigenOfSymmetric(gramOf(votes, found.mean), 12);
  for (let dim = 0; dim < 2; dim++) {
    assert.ok(Math.abs(found.values[dim] / values[dim] - 1) < 1e-6);
    let along = 0;
    for (let at = 0; at < 12; at++)
      along += found.directions[at * 4 + dim] * vectors[at * 12 + dim];
    assert.ok(Math.abs(Math.abs(along) - 1) < 1e-4, `${dim}: ${along}`);
  }
});

test('with every cell seen the space is the principal one (Tipping and Bishop 1999)', () => {
  const { votes } = crowd({ sizes: [120, 90, 90], statements: 10, firmness: 0.8, seed: 9 });
  const people = votes.participants.length;
  const space = fitSpace(votes, componentsOf(votes, 2, 1), { sweeps: 60 });
  const gram = gramOf(votes, space.mean);
  const { values, vectors } = eigenOfSymmetric(gram, 10);
  const others = values.slice(2).reduce((sum, value) => sum + value / people, 0) / 8;
  assert.ok(Math.abs(space.noise / others - 1) < 0.02, `${space.noise} ${others}`);
  for (let dim = 0; dim < 2; dim++) {
    assert.ok(Math.abs(space.variance[dim] / (values[dim] / people - others) - 1) < 0.03);
    let along = 0;
    for (let at = 0; at < 10; at++)
      along += space.directions[at * 2 + dim] * vectors[at * 10 + dim];
    assert.ok(Math.abs(along) > 0.999, `${dim}: ${along}`);
  }
});

test('as many directions stand out of chance as groups put there, and none in noise', () => {
  const three = crowd({
    sizes: [80, 80, 80],
    statements: 40,
    density: 0.5,
    firmness: 0.9,
    seed: 3,
  }).votes;
  assert.equal(componentsBeyondChance(three, componentsOf(three, 6, 1), 1), 2);
  const one = crowd({ sizes: [150], statements: 30, seed: 5 }).votes;
  assert.equal(componentsBeyondChance(one, componentsOf(one, 6, 1), 1), 0);
});

test('whoever voted less is not pulled to the middle more than the little said warrants', () => {
  const { votes, truth } = crowd({
    sizes: [100, 100],
    statements: 60,
    density: 0.2,
    firmness: 0.9,
    seed: 8,
  });
  const space = fitSpace(votes, componentsOf(votes, 1, 1));
  const positions = positionsIn(votes, space);
  const right = [...truth.keys()].filter((at) => positions[at] > 0 === (truth[at] === truth[0]));
  const share = right.length / truth.length;
  assert.ok(Math.max(share, 1 - share) > 0.9, `${share}`);
});
