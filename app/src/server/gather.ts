/** How calls that arrive together are done together. */
export type Gathered<Call, Answer> = {
  /** Two calls with the same key never share a batch: the second waits for the next. */
  keyOf(call: Call): string;
  /** Calls in one batch at the most. */
  most: number;
  /** Answers in the order of the calls. When it throws, every call of the batch fails with it. */
  run(calls: readonly Call[]): Promise<readonly Answer[]>;
};

type Waiting<Call, Answer> = {
  call: Call;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
};

/**
 * Calls that arrive while one batch is in flight become the next one: a statement for fifty calls costs little more than for
 * one. There is never more than one batch in flight, and a call that comes alone does not wait.
 */
export function gather<Call, Answer>(
  parts: Gathered<Call, Answer>,
): (call: Call) => Promise<Answer> {
  let waiting: Waiting<Call, Answer>[] = [];
  let busy = false;
  const work = async () => {
    busy = true;
    while (waiting.length > 0) {
      const { batch, rest } = nextBatch(waiting, parts);
      waiting = rest;
      await settle(batch, parts);
    }
    busy = false;
  };
  return (call) =>
    new Promise((resolve, reject) => {
      waiting.push({ call, resolve, reject });
      if (!busy) void work();
    });
}

function nextBatch<Call, Answer>(
  waiting: readonly Waiting<Call, Answer>[],
  { keyOf, most }: Gathered<Call, Answer>,
): { batch: Waiting<Call, Answer>[]; rest: Waiting<Call, Answer>[] } {
  const keys = new Set<string>();
  const batch: Waiting<Call, Answer>[] = [];
  const rest: Waiting<Call, Answer>[] = [];
  for (const one of waiting) {
    const key = keyOf(one.call);
    if (batch.length >= most || keys.has(key)) rest.push(one);
    else {
      keys.add(key);
      batch.push(one);
    }
  }
  return { batch, rest };
}

async function settle<Call, Answer>(
  batch: readonly Waiting<Call, Answer>[],
  { run }: Gathered<Call, Answer>,
): Promise<void> {
  try {
    const answers = await run(batch.map(({ call }) => call));
    if (answers.length !== batch.length)
      throw new Error(`${batch.length} calls were given ${answers.length} answers.`);
    for (const [index, answer] of answers.entries()) batch[index]?.resolve(answer);
  } catch (error) {
    for (const one of batch) one.reject(error);
  }
}
