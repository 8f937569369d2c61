import {
  MAX_ID,
  MAX_NODE_DEPTH,
  MAX_NODES,
  MAX_REFUSALS,
  MAX_SET,
  MAX_TEXT,
  MAX_VALUE,
} from './bounds.ts';

/** What a peer has made with a kit: parameters that differ from the kit's own, and what stands in the slots. */
export interface Design {
  /** The hash of the kit that it belongs to. */
  readonly kit: string;
  readonly root: DesignNode;
}

export interface DesignNode {
  /** Unique in its slot, and kept for as long as the instance lives: part ids are made from it. */
  readonly id: string;
  readonly type: string;
  /** Parameters that were set; the others have their defaults. */
  readonly set: Readonly<Record<string, DesignValue>>;
  readonly slots: Readonly<Record<string, readonly DesignNode[]>>;
}

export type DesignValue = number | boolean | string;

export type DesignReason =
  | 'not-an-object'
  | 'not-a-list'
  | 'not-an-id'
  | 'not-a-value'
  | 'unknown-field'
  | 'duplicate-id'
  | 'too-many-nodes'
  | 'too-many-values'
  | 'too-deep'
  | 'too-long'
  | 'too-large';

export interface DesignRefusal {
  readonly path: string;
  readonly reason: DesignReason;
}

export type ReadDesign =
  | { readonly kind: 'design'; readonly design: Design }
  | { readonly kind: 'refused'; readonly refusals: readonly DesignRefusal[] };

const ID = /^[a-z0-9][a-z0-9-]*$/;

/**
 * Reads a design from a value of JSON, within the bounds: nothing is evaluated that has not passed here. Whether its
 * kit knows its types and parameters is for `evaluate` to say, as findings.
 */
export function readDesign(value: unknown): ReadDesign {
  const reader = new Reader();
  const fields = reader.object(value, '', ['kit', 'root']);
  const root = fields === null ? null : reader.node(fields['root'], 'root', 0);
  const kit = fields?.['kit'];
  if (typeof kit !== 'string' || kit.length > MAX_TEXT) reader.refuse('kit', 'not-a-value');
  if (root === null || typeof kit !== 'string' || reader.refusals.length > 0) {
    return { kind: 'refused', refusals: reader.refusals };
  }
  return { kind: 'design', design: { kit, root } };
}

class Reader {
  readonly refusals: DesignRefusal[] = [];
  private nodes = 0;

  node(value: unknown, path: string, depth: number): DesignNode | null {
    this.nodes += 1;
    if (this.nodes > MAX_NODES) return this.refuse(path, 'too-many-nodes');
    if (depth > MAX_NODE_DEPTH) return this.refuse(path, 'too-deep');
    const fields = this.object(value, path, ['id', 'type', 'set', 'slots']);
    if (fields === null) return null;
    const id = this.id(fields['id'], `${path}.id`);
    const type = this.id(fields['type'], `${path}.type`);
    const set = this.values(fields['set'] ?? {}, `${path}.set`);
    const slots = this.slots(fields['slots'] ?? {}, path, depth);
    return id === null || type === null ? null : { id, type, set, slots };
  }

  object(
    value: unknown,
    path: string,
    known: readonly string[] | null,
  ): Record<string, unknown> | null {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return this.refuse(path, 'not-an-object');
    }
    const entries: [string, unknown][] = [];
    for (const name in value) {
      if (entries.length === MAX_SET) return this.refuse(path, 'too-many-values');
      entries.push([name, Reflect.get(value, name)]);
    }
    for (const [name] of entries) {
      if (known !== null && !known.includes(name)) this.refuse(join(path, name), 'unknown-field');
    }
    return Object.fromEntries(entries);
  }

  refuse(path: string, reason: DesignReason): null {
    if (this.refusals.length < MAX_REFUSALS) this.refusals.push({ path, reason });
    return null;
  }

  private id(value: unknown, path: string): string | null {
    if (typeof value === 'string' && value.length <= MAX_ID && ID.test(value)) return value;
    return this.refuse(path, 'not-an-id');
  }

  private values(value: unknown, path: string): Record<string, DesignValue> {
    const set: [string, DesignValue][] = [];
    for (const [name, each] of Object.entries(this.object(value, path, null) ?? {})) {
      const at = join(path, name);
      if (this.id(name, at) === null) continue;
      if (typeof each === 'boolean') set.push([name, each]);
      else if (typeof each === 'string') {
        if (each.length > MAX_TEXT) this.refuse(at, 'too-long');
        else set.push([name, each]);
      } else if (typeof each !== 'number' || !Number.isInteger(each))
        this.refuse(at, 'not-a-value');
      else if (Math.abs(each) > MAX_VALUE) this.refuse(at, 'too-large');
      else set.push([name, each]);
    }
    return Object.fromEntries(set.toSorted(([one], [other]) => (one < other ? -1 : 1)));
  }

  private slots(value: unknown, path: string, depth: number): Record<string, DesignNode[]> {
    const slots: [string, DesignNode[]][] = [];
    for (const [name, list] of Object.entries(this.object(value, `${path}.slots`, null) ?? {})) {
      const at = join(path, name);
      if (this.id(name, at) === null) continue;
      if (!Array.isArray(list)) {
        this.refuse(at, 'not-a-list');
        continue;
      }
      slots.push([name, this.children(list, at, depth)]);
      if (this.nodes > MAX_NODES) break;
    }
    return Object.fromEntries(slots.toSorted(([one], [other]) => (one < other ? -1 : 1)));
  }

  private children(list: readonly unknown[], path: string, depth: number): DesignNode[] {
    const nodes: DesignNode[] = [];
    const seen = new Set<string>();
    for (const [at, each] of list.entries()) {
      const node = this.node(each, `${path}[${at}]`, depth + 1);
      if (this.nodes > MAX_NODES) break;
      if (node === null) continue;
      if (seen.has(node.id)) this.refuse(`${path}[${at}].id`, 'duplicate-id');
      seen.add(node.id);
      nodes.push(node);
    }
    return nodes;
  }
}

function join(path: string, name: string): string {
  return path === '' ? name.slice(0, MAX_ID) : `${path}.${name.slice(0, MAX_ID)}`;
}
