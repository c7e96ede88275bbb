//! Recursion, a sieve and Collatz sequences: branches and plain integers.

#![no_std]
#![no_main]

bench::program!(bench, 200);

static mut IS_PRIME: [bool; 65536] = [false; 65536];

fn bench(times: u32) -> u32 {
    let mut sum = 0u32;
    for turn in 0..times {
        sum = sum
            .wrapping_mul(31)
            .wrapping_add(fibonacci(20 + (turn & 1)));
        sum = sum.wrapping_mul(31).wrapping_add(primes());
        for n in 1..2000 {
            sum = sum.rotate_left(5) ^ collatz(n + turn);
        }
    }
    sum
}

#[inline(never)]
fn fibonacci(n: u32) -> u32 {
    if n < 2 {
        n
    } else {
        fibonacci(n - 1).wrapping_add(fibonacci(n - 2))
    }
}

#[inline(never)]
fn primes() -> u32 {
    let sieve = unsafe { &mut *(&raw mut IS_PRIME) };
    sieve.fill(true);
    let mut count = 0;
    for n in 2..sieve.len() {
        if !sieve[n] {
            continue;
        }
        count += 1;
        if n < 256 {
            for multiple in (n * n..sieve.len()).step_by(n) {
                sieve[multiple] = false;
            }
        }
    }
    count
}

/// Steps until the sequence comes to 1.
#[inline(never)]
fn collatz(mut n: u32) -> u32 {
    let mut steps = 0;
    while n != 1 {
        n = if n & 1 == 0 {
            n >> 1
        } else {
            n.wrapping_mul(3).wrapping_add(1)
        };
        steps += 1;
    }
    steps
}
