//! Sorting, maps, text and objects behind pointers: what a contract that is not about numbers does.

#![no_std]
#![no_main]

extern crate alloc;

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use bench::Random;
use core::alloc::{GlobalAlloc, Layout};
use core::fmt::Write;

bench::program!(bench, 250);

fn bench(times: u32) -> u32 {
    let mut random = Random(0xdeadbeef);
    let mut sum = 0u32;
    for _ in 0..times {
        sum = sum.rotate_left(1) ^ sorted(&mut random);
        sum = mapped(&mut random, sum);
        sum = written(&mut random, sum);
        sum = measured(&mut random, sum);
    }
    sum
}

fn sorted(random: &mut Random) -> u32 {
    let mut numbers = Vec::new();
    for _ in 0..4096 {
        numbers.push(random.next());
    }
    quicksort(&mut numbers);
    if !numbers.is_sorted() {
        bench::fail();
    }
    numbers[1000]
}

#[inline(never)]
fn quicksort(numbers: &mut [u32]) {
    if numbers.len() < 2 {
        return;
    }
    let pivot = numbers[numbers.len() / 2];
    let (mut low, mut high) = (0, numbers.len() - 1);
    loop {
        while numbers[low] < pivot {
            low += 1;
        }
        while numbers[high] > pivot {
            high -= 1;
        }
        if low >= high {
            break;
        }
        numbers.swap(low, high);
        low += 1;
        high -= 1;
    }
    let (left, right) = numbers.split_at_mut(low);
    quicksort(left);
    quicksort(right);
}

fn mapped(random: &mut Random, mut sum: u32) -> u32 {
    let mut map = BTreeMap::new();
    for value in 0..2000 {
        map.insert(random.next() & 0xfff, value);
    }
    for key in 0..500 {
        map.remove(&(random.next() & 0xfff));
        sum ^= map.get(&key).copied().unwrap_or(7);
    }
    for (key, value) in &map {
        sum = sum.wrapping_mul(31).wrapping_add(key ^ value);
    }
    sum
}

fn written(random: &mut Random, sum: u32) -> u32 {
    let mut text = String::new();
    for item in 0..300 {
        let _ = write!(text, "{item}:{:x},", random.next());
    }
    text.bytes()
        .fold(sum, |sum, it| sum.wrapping_mul(33) ^ it as u32)
}

trait Shape {
    fn area(&self) -> u32;
}

struct Square(u32);
struct Rectangle(u32, u32);
struct Triangle(u32, u32, u32);

impl Shape for Square {
    fn area(&self) -> u32 {
        self.0.wrapping_mul(self.0)
    }
}

impl Shape for Rectangle {
    fn area(&self) -> u32 {
        self.0.wrapping_mul(self.1)
    }
}

impl Shape for Triangle {
    fn area(&self) -> u32 {
        self.0.wrapping_mul(self.1) / 2 + self.2
    }
}

fn measured(random: &mut Random, sum: u32) -> u32 {
    let mut shapes: Vec<Box<dyn Shape>> = Vec::new();
    for _ in 0..1000 {
        let side = random.next();
        shapes.push(match side % 3 {
            0 => Box::new(Square(side)),
            1 => Box::new(Rectangle(side, side >> 3)),
            _ => Box::new(Triangle(side, side >> 5, 1)),
        });
    }
    shapes
        .iter()
        .fold(sum, |sum, it| sum.wrapping_add(it.area()))
}

const ARENA_BYTES: usize = 4 << 20;

/// As aligned as any type here.
static mut ARENA: [u128; ARENA_BYTES / 16] = [0; ARENA_BYTES / 16];
static mut USED: usize = 0;
/// By class: the first free block, which holds the address of the next; 0 at the end.
static mut FREE: [usize; 32] = [0; 32];

/// Blocks of powers of two, one list of free ones for each.
struct Allocator;

#[global_allocator]
static ALLOCATOR: Allocator = Allocator;

unsafe impl GlobalAlloc for Allocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        unsafe {
            let class = class_of(&layout);
            let block = FREE[class];
            if block != 0 {
                FREE[class] = *(block as *const usize);
                return block as *mut u8;
            }
            let at = USED;
            USED += 1 << class;
            if USED > ARENA_BYTES {
                return core::ptr::null_mut();
            }
            (&raw mut ARENA).cast::<u8>().add(at)
        }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        unsafe {
            let class = class_of(&layout);
            *block.cast::<usize>() = FREE[class];
            FREE[class] = block as usize;
        }
    }
}

/// The power of two that holds it.
fn class_of(layout: &Layout) -> usize {
    let size = layout.size().max(layout.align()).max(16);
    size.next_power_of_two().trailing_zeros() as usize
}
