/**
 * What Node is told when it is started for the adapter: one thread for V8's compilers and collectors. Node has four, which
 * on few cores take the processor from the guest and from whoever waits for a step, for code that is merely warm.
 */
export const NODE_ARGUMENTS: readonly string[] = ['--v8-pool-size=1'];
