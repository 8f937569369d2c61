const MOST_TURNS = 20;

/**
 * Whether a race goes wrong in one of some turns. Without its lock that is likely in each and certain in none: a pool that
 * has to open its connections first lets the calls through one by one.
 */
export async function goesWrong(race: () => Promise<boolean>): Promise<boolean> {
  for (let turn = 0; turn < MOST_TURNS; turn++) if (await race()) return true;
  return false;
}
