/** Privilege levels by their encoding. [Priv §1.2] */

export const PRIVILEGE = { USER: 0, SUPERVISOR: 1, MACHINE: 3 } as const;
export type Privilege = 0 | 1 | 3;

const NAMES: Readonly<Record<Privilege, string>> = { 0: 'U', 1: 'S', 3: 'M' };

export function privilegeName(privilege: Privilege): string {
  return NAMES[privilege];
}
