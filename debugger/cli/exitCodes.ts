/** How the command ends, for whoever started it. */

/** Exit codes, as `avm --help` tells them. */
export const EXIT = { MET: 0, UNMET: 1, REFUSED: 2, INTERRUPTED: 130 } as const;

/** What they mean, for every command but exec, whose codes are its program's. */
export const EXIT_MEANINGS: readonly (readonly [code: number, meaning: string])[] = [
  [EXIT.MET, 'it did what was asked, and every expectation is met'],
  [
    EXIT.UNMET,
    'it ran, but an expectation is not met, a check found a difference, or the run did not end',
  ],
  [
    EXIT.REFUSED,
    'the command line, a file, a contract or a chain is not right: a sentence on stderr says why',
  ],
  [
    EXIT.INTERRUPTED,
    'it was interrupted: what it was writing is not there, what it started has ended',
  ],
];
