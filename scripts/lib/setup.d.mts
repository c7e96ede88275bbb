/** The types of setup.mjs. */

export const root: string;

export function setup(purpose: 'start' | 'test'): Promise<void>;
