/**
 * What somebody is to the thing at hand. A person outside a space is `person` to it, someone not signed in `visitor`;
 * `operator` counts for the installation, never inside a space: there an operator is what their membership says.
 */
export const ROLES = ['visitor', 'person', 'peer', 'partner', 'maker', 'host', 'operator'] as const;
export type Role = (typeof ROLES)[number];

/** `own`: for what the actor made; `open`: where the space is public; `proved`: after proving oneself in the last minutes. */
export type Cell = 'yes' | 'no' | 'own' | 'open';

export type Standing = {
  role: Role;
  /** The actor made the object, or the object is the actor. */
  own: boolean;
  /** The object belongs to a public space. */
  open: boolean;
};

/** A row an action, a cell a role: the type refuses a row with a cell missing. */
export type PolicyTable<Action extends string = string> = Record<Action, Record<Role, Cell>>;

export function allows(row: Record<Role, Cell>, standing: Standing): boolean {
  switch (row[standing.role]) {
    case 'yes':
      return true;
    case 'own':
      return standing.own;
    case 'open':
      return standing.open;
    case 'no':
      return false;
  }
}

type Row = Record<Role, Cell>;

/** Shorthands for the rows that recur; a table may spell its row out instead. */
export const everyone: Row = {
  visitor: 'yes',
  person: 'yes',
  peer: 'yes',
  partner: 'yes',
  maker: 'yes',
  host: 'yes',
  operator: 'yes',
};
export const signedIn: Row = { ...everyone, visitor: 'no' };
/** Members, and anybody where the space is public. */
export const readers: Row = {
  visitor: 'open',
  person: 'open',
  peer: 'yes',
  partner: 'yes',
  maker: 'yes',
  host: 'yes',
  operator: 'no',
};
export const members: Row = { ...readers, visitor: 'no', person: 'no' };
export const hosts: Row = {
  visitor: 'no',
  person: 'no',
  peer: 'no',
  partner: 'no',
  maker: 'no',
  host: 'yes',
  operator: 'no',
};
export const ownOrHosts: Row = {
  visitor: 'no',
  person: 'no',
  peer: 'own',
  partner: 'own',
  maker: 'own',
  host: 'yes',
  operator: 'no',
};
export const operators: Row = {
  visitor: 'no',
  person: 'no',
  peer: 'no',
  partner: 'no',
  maker: 'no',
  host: 'no',
  operator: 'yes',
};

/** Joins the tables of the slices; the same action twice is a bug that must not start. */
export function joinPolicies(...tables: PolicyTable[]): PolicyTable {
  const joined: PolicyTable = {};
  for (const table of tables) {
    for (const [action, row] of Object.entries(table)) {
      if (joined[action]) throw new Error(`The action ${action} is declared twice.`);
      joined[action] = row;
    }
  }
  return joined;
}
