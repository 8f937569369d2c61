import pg from 'pg';

/** Counts the statements that this process sends, transactions and all, while it does something. */
export async function countQueries<Value>(
  run: () => Promise<Value>,
): Promise<{ value: Value; queries: number }> {
  const original = pg.Client.prototype.query;
  let queries = 0;
  pg.Client.prototype.query = function (this: pg.Client, ...given: never[]) {
    queries += 1;
    return Reflect.apply(original, this, given) as never;
  } as typeof original;
  try {
    return { value: await run(), queries };
  } finally {
    pg.Client.prototype.query = original;
  }
}
