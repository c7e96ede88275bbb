# ecall from each mode [Priv §3.3.1]: tval is zero, and it does not retire

#include "riscv_test.h"
#include "test_macros.h"
#include "traps.h"

RVTEST_RV32M
RVTEST_CODE_BEGIN

        CATCH_TRAPS
        TRAPS 2, CAUSE_MACHINE_ECALL, zero, ecall
        CAME_FROM PRV_M
        TRAPS_IN PRV_S, 3, CAUSE_SUPERVISOR_ECALL, zero, ecall
        TRAPS_IN PRV_U, 4, CAUSE_USER_ECALL, zero, ecall
        # To the supervisor where it is delegated, but not from machine mode.
        li t0, 1 << CAUSE_USER_ECALL
        csrw medeleg, t0
        DELEGATED_IN PRV_U, 5, CAUSE_USER_ECALL, zero, ecall
        TRAPS 6, CAUSE_MACHINE_ECALL, zero, ecall

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN
RVTEST_DATA_END
