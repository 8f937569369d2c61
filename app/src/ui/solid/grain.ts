import type { MeshStandardMaterial } from 'three';

/** How much longer than wide the marks of wood are. */
const ACROSS = 46;
const ALONG = 1.6;

/** Between two values of a lattice of noise, smoothly; the grey of wood is two of them, one finer than the other. */
const NOISE = `
varying vec3 vGrain;
float grainHash(vec3 p) {
  p = fract(p * 0.3183099 + 0.1);
  p *= 17.0;
  return fract(p.x * p.y * p.z * (p.x + p.y + p.z));
}
float grainNoise(vec3 at) {
  vec3 i = floor(at);
  vec3 f = fract(at);
  f = f * f * (3.0 - 2.0 * f);
  return mix(
    mix(mix(grainHash(i), grainHash(i + vec3(1, 0, 0)), f.x),
        mix(grainHash(i + vec3(0, 1, 0)), grainHash(i + vec3(1, 1, 0)), f.x), f.y),
    mix(mix(grainHash(i + vec3(0, 0, 1)), grainHash(i + vec3(1, 0, 1)), f.x),
        mix(grainHash(i + vec3(0, 1, 1)), grainHash(i + vec3(1, 1, 1)), f.x), f.y),
    f.z);
}`;

/** Gives a material the marks of wood along an axis, worked out where it is drawn: there is no picture to load. */
export function addGrain(material: MeshStandardMaterial, axis: string): void {
  const stretch = ['x', 'y', 'z'].map((each) => (each === axis ? ALONG : ACROSS).toFixed(1));
  material.onBeforeCompile = (shader) => {
    shader.vertexShader = shader.vertexShader
      .replace('#include <common>', '#include <common>\nvarying vec3 vGrain;')
      .replace(
        '#include <project_vertex>',
        `#include <project_vertex>
vGrain = ((modelMatrix * vec4(transformed, 1.0)).xyz + modelMatrix[3].xyz * 3.7) * vec3(${stretch.join(', ')});`,
      );
    shader.fragmentShader = shader.fragmentShader
      .replace('#include <common>', `#include <common>\n${NOISE}`)
      .replace(
        '#include <color_fragment>',
        `#include <color_fragment>
float marks = grainNoise(vGrain) * 0.65 + grainNoise(vGrain * 3.1) * 0.35;
diffuseColor.rgb *= 0.84 + 0.24 * marks;`,
      );
  };
  material.customProgramCacheKey = () => `grain ${stretch.join(' ')}`;
}
