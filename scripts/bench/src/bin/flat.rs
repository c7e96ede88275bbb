//! A megabyte of code, each part of it as often as any other: nothing in it is hot.

#![no_std]
#![no_main]

bench::program!(bench, 900);

/// Some 250 instructions, of which a quarter depends on branches; none is like another's.
#[inline(never)]
fn piece<const N: u32>(mut it: u32) -> u32 {
    macro_rules! step {
        ($($k:literal)*) => {$(
            it = it.rotate_left((N * 7 + $k) & 31) ^ it.wrapping_mul(N * 2654 + 2 * $k + 1) ^ (N + $k + 1);
            if it & (1 << $k) != 0 {
                it = it.wrapping_add(N << ($k & 15) | $k);
            }
        )*};
    }
    step!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31);
    it
}

type Piece = fn(u32) -> u32;

macro_rules! pieces {
    ($($hundreds:literal)*) => { [$(tens!($hundreds)),*] };
}
macro_rules! tens {
    ($h:literal) => { [ones!($h 0), ones!($h 1), ones!($h 2), ones!($h 3), ones!($h 4),
                       ones!($h 5), ones!($h 6), ones!($h 7), ones!($h 8), ones!($h 9)] };
}
macro_rules! ones {
    ($h:literal $t:literal) => { [
        piece::<{ $h * 100 + $t * 10 }>, piece::<{ $h * 100 + $t * 10 + 1 }>,
        piece::<{ $h * 100 + $t * 10 + 2 }>, piece::<{ $h * 100 + $t * 10 + 3 }>,
        piece::<{ $h * 100 + $t * 10 + 4 }>, piece::<{ $h * 100 + $t * 10 + 5 }>,
        piece::<{ $h * 100 + $t * 10 + 6 }>, piece::<{ $h * 100 + $t * 10 + 7 }>,
        piece::<{ $h * 100 + $t * 10 + 8 }>, piece::<{ $h * 100 + $t * 10 + 9 }>,
    ] };
}

static PIECES: [[[Piece; 10]; 10]; 14] = pieces!(0 1 2 3 4 5 6 7 8 9 10 11 12 13);

fn bench(times: u32) -> u32 {
    let mut it = 1;
    for _ in 0..times {
        for piece in PIECES.iter().flatten().flatten() {
            it = piece(it);
        }
    }
    it
}
