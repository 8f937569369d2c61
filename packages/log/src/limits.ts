/** Every bound of the log, named in one place. An input past one of them is refused by name, never cut short. */

/** How deep objects and arrays may nest in one entry. */
export const depthMax = 16;

/** One line of an export, and so one entry, in bytes. */
export const lineBytesMax = 262_144;

/** Entries of one log that this version verifies; the memory a verifier needs grows with them. */
export const entriesMax = 3_000_000;

/** Signed heads in one export: a head a second for eleven days. */
export const headsMax = 1_000_000;

/** Differences kept in full for each check; all of them are counted. */
export const differencesKept = 20;

/** Heads and receipts held against one export. */
export const witnessesMax = 10_000;

/** One packed or written receipt, in bytes. */
export const receiptBytesMax = 8_192;
