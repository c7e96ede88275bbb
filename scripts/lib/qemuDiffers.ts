/** Tests that end otherwise on QEMU 7.2, each at its first case that does, and why. */

export const QEMU_DIFFERS: Readonly<Record<string, string>> = {
  'rv32mi-p-access_fault': 'case 7: an AMO raises a load access fault [Priv §3.1.15 has store/AMO]',
  'rv32mi-p-c_ebreak': 'case 2: mtval is zero, which is allowed [Priv §3.1.16]',
  'rv32mi-p-counters': 'case 2: without -icount, instret is the host’s clock [Priv §3.1.10]',
  'rv32mi-p-csr': 'case 15: csrrs of a register that holds zero counts as no write [Unpriv §9.1]',
  'rv32mi-p-ebreak': 'case 2: mtval is zero, which is allowed [Priv §3.1.16]',
  'rv32mi-p-interrupts': 'case 9: the lowest number comes first [Priv §3.1.9 has an order]',
  'rv32mi-p-mcsr': 'case 4: mepc keeps its lowest bit [Priv §3.1.14]',
  'rv32mi-p-misaligned': 'case 2: a misaligned sc.w fails without a trap [Unpriv §8.2]',
  'rv32mi-p-mret': 'case 3: mret to a lower mode leaves MPRV set [Priv §3.1.6.3]',
  'rv32pmp-p-lock': 'case 11: W without R is stored [Priv §3.7.1]',
  'rv32pmp-p-modes': 'case 17: an empty range that ends at zero matches everything [Priv §3.7.1]',
  'rv32pmp-p-rights': 'case 13: with all entries off the lower modes reach memory [Priv §3.7.1]',
  'rv32si-p-csr': 'case 3: sepc keeps its lowest bit [Priv §4.1.7]',
  'rv32sv-p-accessed': 'case 2: the hardware sets A and D, which is allowed [Priv §4.3.1]',
  'rv32sv-p-faults': 'case 5: an AMO raises a load page fault [Priv §3.1.15 has store/AMO]',
};
