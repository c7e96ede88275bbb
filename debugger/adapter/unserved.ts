/** Requests of the protocol that are not served, each with the reason that its client is told. [DAP requests] */

export const unserved: Readonly<Record<string, string>> = {
  stepBack: 'running backwards is not served: restart, and stop earlier',
  reverseContinue: 'running backwards is not served: restart, and stop earlier',
  terminateThreads:
    'the one thread is the machine, which cannot go on without it: terminate the session instead',
};
