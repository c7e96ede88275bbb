//! Filling, copying and hashing buffers, and a walk through a list that is all over memory.

#![no_std]
#![no_main]

use bench::Random;

bench::program!(bench, 500);

#[derive(Clone, Copy)]
struct Node {
    next: u32,
    value: u32,
}

const NODES: usize = 32768;
const BYTES: usize = 65536;

static mut LIST: [Node; NODES] = [Node { next: 0, value: 0 }; NODES];
static mut SOURCE: [u8; BYTES] = [0; BYTES];
static mut TARGET: [u8; BYTES] = [0; BYTES];

fn bench(times: u32) -> u32 {
    let list = unsafe { &mut *(&raw mut LIST) };
    let source = unsafe { &mut *(&raw mut SOURCE) };
    let target = unsafe { &mut *(&raw mut TARGET) };
    let mut random = Random(0x1234567);
    shuffle(list, &mut random);
    let mut sum = 0u32;
    for turn in 0..times {
        let at = random.next() as usize & 0xff;
        source[at..at + 32768].fill(turn as u8);
        for byte in source.iter_mut().step_by(61) {
            *byte ^= random.next() as u8;
        }
        target[..BYTES - 256].copy_from_slice(&source[256..]);
        target.copy_within(3..40000, 1000);
        sum = sum.rotate_left(3) ^ hash(&target[..8192]);
        sum ^= walk(list, sum % NODES as u32, 65536);
    }
    sum
}

/// Makes the list one cycle through all of its nodes.
fn shuffle(list: &mut [Node; NODES], random: &mut Random) {
    for (at, node) in list.iter_mut().enumerate() {
        node.next = at as u32;
        node.value = random.next();
    }
    for at in (1..NODES).rev() {
        let other = random.next() as usize % at;
        (list[at].next, list[other].next) = (list[other].next, list[at].next);
    }
}

#[inline(never)]
fn walk(list: &[Node; NODES], start: u32, steps: u32) -> u32 {
    let (mut sum, mut at) = (0u32, start);
    for _ in 0..steps {
        let node = list[at as usize];
        sum = sum.wrapping_add(node.value) ^ (sum << 1);
        at = node.next;
    }
    sum
}

#[inline(never)]
fn hash(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .fold(0, |sum: u32, &it| sum.wrapping_mul(33) ^ it as u32)
}
