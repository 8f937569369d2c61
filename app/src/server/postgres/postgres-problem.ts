/** Why the embedded PostgreSQL cannot run, in words for the person who starts Muster: what happened and what to do. */
export class PostgresProblem extends Error {
  override name = 'PostgresProblem';
}

type Known = { sign: RegExp; say: (folder: string) => string };

const KNOWN: readonly Known[] = [
  {
    sign: /No space left on device|ENOSPC/i,
    say: (folder) =>
      `The disk that holds ${folder} is full. Nothing that was saved is lost: free some space and start again.`,
  },
  {
    sign: /EROFS|Read-only file system/i,
    say: (folder) =>
      `${folder} is on a read-only disk. Point MUSTER_DATA at a folder that can be written.`,
  },
  {
    sign: /EACCES|EPERM|Permission denied/i,
    say: (folder) =>
      `${folder} cannot be written by the user who starts Muster. Change its owner, or point MUSTER_DATA at another folder.`,
  },
  {
    sign: /could not (?:map anonymous|create|resize) shared memory|Cannot allocate memory/i,
    say: () =>
      'The machine has too little memory left for the embedded PostgreSQL. Stop other programs, or set DATABASE_URL to a server elsewhere.',
  },
  {
    sign: /error while loading shared libraries|Symbol not found|GLIBC_/i,
    say: () =>
      'The embedded PostgreSQL does not run on this system: a library of the system is missing or too old. Set DATABASE_URL to a PostgreSQL server (15 or newer).',
  },
  {
    sign: /database files are incompatible|was initialized by PostgreSQL version/i,
    say: (folder) =>
      `${folder} was written by another major version of PostgreSQL. Start the Muster that wrote it, make a backup, and restore it with this one.`,
  },
  {
    sign: /could not locate a valid checkpoint record|invalid page|checksum/i,
    say: (folder) =>
      `The database in ${folder} is damaged. Keep the folder as it is, and restore the last backup into an empty one (muster restore).`,
  },
];

/** A problem told in plain words when its sign is known, and the log's last lines in any case. */
export function explain(what: string, details: string, folder: string): PostgresProblem {
  const known = KNOWN.find(({ sign }) => sign.test(details));
  const tail = details.trim().split('\n').slice(-12).join('\n  ');
  const advice = known?.say(folder) ?? 'If it stays so, set DATABASE_URL to a PostgreSQL server.';
  return new PostgresProblem(`${what}. ${advice}${tail ? `\n  ${tail}` : ''}`);
}

/** For faults of the file system on the way to a start. */
export function explainFault(what: string, fault: unknown, folder: string): PostgresProblem {
  if (fault instanceof PostgresProblem) return fault;
  return explain(what, fault instanceof Error ? fault.message : String(fault), folder);
}
