/*
 * The environment `v`: the test runs in user mode under Sv32, at addresses that are not its physical ones. Nothing is
 * mapped at first. A page fault of the test maps the page, for storing only when it stores, so that every test walks
 * tables, faults, and is resumed.
 */

#ifndef _ENV_VIRTUAL_H
#define _ENV_VIRTUAL_H

#include "../p/riscv_test.h"

#undef RVTEST_CODE_BEGIN
#define RVTEST_CODE_BEGIN                                                      \
        DEMAND_PAGING;                                                         \
        .text;                                                                 \
        .balign 4;                                                             \
user_start:

/* What the test's pages may do, and where they lie. [link.ld] */
#define USER_BASE 0x00400000

#include "demand_paging.h"

#endif
