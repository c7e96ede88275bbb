(module
  (type (;0;) (func (param i32 i32 i32) (result i32)))
  (type (;1;) (func (param i32 i32 i32 i32) (result i32)))
  (import "m" "m" (memory (;0;) 1))
  (import "m" "t" (table (;0;) 0 funcref))
  (func (;0;) (type 0) (param i32 i32 i32) (result i32)
    (local i32 i32 i32)
    (block  ;; label = @1
      (loop  ;; label = @2
        (br_if 1 (;@1;)
          (i32.ne
            (i32.load
              (local.tee 4
                (i32.add
                  (i32.and
                    (i32.shr_u
                      (local.tee 3
                        (i32.load offset=132
                          (i32.const 0)))
                      (i32.const 9))
                    (i32.const 32760))
                  (local.get 1))))
            (i32.and
              (local.get 3)
              (i32.const -4096))))
        (br_if 1 (;@1;)
          (i32.eqz
            (local.tee 4
              (i32.load
                (i32.add
                  (local.tee 5
                    (i32.add
                      (i32.shl
                        (i32.sub
                          (i32.load offset=4
                            (local.get 4))
                          (i32.const 262144))
                        (i32.const 1))
                      (local.get 2)))
                  (i32.shl
                    (i32.and
                      (local.get 3)
                      (i32.const 4095))
                    (i32.const 1)))))))
        (br_if 0 (;@2;)
          (i32.ge_s
            (local.tee 0
              (call_indirect (type 1)
                (local.get 4)
                (local.get 0)
                (i32.and
                  (local.get 3)
                  (i32.const -4096))
                (local.get 5)
                (i32.shr_u
                  (local.get 4)
                  (i32.const 10))))
            (i32.const 0)))
        (return
          (local.get 0)))
      (unreachable))
    (local.get 0))
  (export "0" (func 0)))
