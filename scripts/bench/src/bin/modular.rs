//! Multiplication modulo 2^256 - 2^32 - 977, the prime of secp256k1: products, carries and short loops.

#![no_std]
#![no_main]

bench::program!(bench, 500_000);

/// Least significant limb first.
type Number = [u32; 8];

const PRIME: Number = [0xffff_fc2f, 0xffff_fffe, !0, !0, !0, !0, !0, !0];

/// The curve's generator.
const X: Number = [
    0x16f81798, 0x59f2815b, 0x2dce28d9, 0x029bfcdb, 0xce870b07, 0x55a06295, 0xf9dcbbac, 0x79be667e,
];
const Y: Number = [
    0xfb10d4b8, 0x9c47d08f, 0xa6855419, 0xfd17b448, 0x0e1108a8, 0x5da4fbfc, 0x26a3c465, 0x483ada77,
];

fn bench(times: u32) -> u32 {
    let mut minus_one = PRIME;
    minus_one[0] -= 1;
    if product(&minus_one, &minus_one) != [1, 0, 0, 0, 0, 0, 0, 0] {
        bench::fail();
    }
    let (mut x, mut y) = (X, Y);
    for _ in 0..times {
        (x, y) = (product(&x, &y), x);
    }
    x.iter().fold(0, |sum: u32, limb| sum.rotate_left(7) ^ limb)
}

#[inline(never)]
fn product(a: &Number, b: &Number) -> Number {
    let mut wide = [0; 16];
    for i in 0..8 {
        let mut carry = 0;
        for j in 0..8 {
            let sum = a[i] as u64 * b[j] as u64 + wide[i + j] as u64 + carry;
            wide[i + j] = sum as u32;
            carry = sum >> 32;
        }
        wide[i + 8] = carry as u32;
    }
    let mut number = fold(&wide);
    if !is_below_prime(&number) {
        subtract_prime(&mut number);
    }
    number
}

/// 2^256 is 2^32 + 977: so often the upper half is added to the lower one.
fn fold(wide: &[u32; 16]) -> Number {
    let mut number = [0; 8];
    let (mut carry, mut shifted) = (0, 0);
    for i in 0..8 {
        let sum = wide[i] as u64 + wide[i + 8] as u64 * 977 + carry + shifted as u64;
        number[i] = sum as u32;
        carry = sum >> 32;
        shifted = wide[i + 8];
    }
    let mut over = carry + shifted as u64;
    while over != 0 {
        let (low, high) = (over & 0xffff_ffff, over >> 32);
        let mut carry = 0;
        for (i, added) in [low * 977, low + high * 977, high, 0, 0, 0, 0, 0]
            .into_iter()
            .enumerate()
        {
            let sum = number[i] as u64 + added + carry;
            number[i] = sum as u32;
            carry = sum >> 32;
        }
        over = carry;
    }
    number
}

fn is_below_prime(number: &Number) -> bool {
    number.iter().rev().lt(PRIME.iter().rev())
}

fn subtract_prime(number: &mut Number) {
    let mut borrow = 0;
    for (limb, prime) in number.iter_mut().zip(PRIME) {
        let difference = *limb as i64 - prime as i64 + borrow;
        *limb = difference as u32;
        borrow = difference >> 32;
    }
}
