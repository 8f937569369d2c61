/** A part of the interface of a package that brings no types: what we call of it. */
declare module 'gltf-validator' {
  export function validateBytes(bytes: Uint8Array): Promise<{
    issues: { numErrors: number; messages: readonly unknown[] };
    info: { materialCount: number };
  }>;
}
