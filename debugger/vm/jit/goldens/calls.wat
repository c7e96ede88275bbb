(module
  (type (;0;) (func (param i32 i32 i32 i32) (result i32)))
  (import "m" "m" (memory (;0;) 1))
  (func (;0;) (type 0) (param i32 i32 i32 i32) (result i32)
    (local i32 i32 i32 i32 i32 i32 i32 i32 i32 i32)
    (if  ;; label = @1
      (i32.lt_s
        (local.get 1)
        (i32.const 6))
      (then
        (return
          (i32.xor
            (local.get 1)
            (i32.const -1)))))
    (local.set 12
      (i32.load offset=4
        (i32.const 0)))
    (local.set 13
      (i32.load offset=40
        (i32.const 0)))
    (local.set 11
      (i32.shr_u
        (local.get 0)
        (i32.const 10)))
    (local.set 0
      (i32.and
        (local.get 0)
        (i32.const 1023)))
    (block  ;; label = @1
      (block  ;; label = @2
        (loop  ;; label = @3
          (block  ;; label = @4
            (block  ;; label = @5
              (block  ;; label = @6
                (block  ;; label = @7
                  (br_table 0 (;@7;) 0 (;@7;) 1 (;@6;) 2 (;@5;) 3 (;@4;) 0 (;@7;)
                    (local.get 0)))
                (local.set 1
                  (i32.sub
                    (local.get 1)
                    (i32.const 2)))
                (local.set 12
                  (i32.add
                    (i32.add
                      (local.get 2)
                      (i32.const 0))
                    (i32.const 0)))
                (local.set 12
                  (i32.add
                    (local.get 2)
                    (i32.const 8)))
                (br 2 (;@4;)))
              (local.set 1
                (i32.sub
                  (local.get 1)
                  (i32.const 1)))
              (local.set 4
                (i32.add
                  (local.get 2)
                  (i32.const 24)))
              (br 4 (;@1;)))
            (local.set 1
              (i32.sub
                (local.get 1)
                (i32.const 1))))
          (local.set 1
            (i32.sub
              (local.get 1)
              (i32.const 2)))
          (local.set 13
            (i32.add
              (local.get 13)
              (i32.const 1)))
          (local.set 4
            (i32.and
              (local.get 12)
              (i32.const -2)))
          (br_if 2 (;@1;)
            (i32.and
              (i32.xor
                (local.get 4)
                (local.get 2))
              (i32.const -4096)))
          (br_if 2 (;@1;)
            (i32.ne
              (i32.shr_u
                (local.tee 6
                  (i32.load
                    (i32.add
                      (local.get 3)
                      (i32.shl
                        (i32.and
                          (local.get 4)
                          (i32.const 4095))
                        (i32.const 1)))))
                (i32.const 10))
              (local.get 11)))
          (br_if 2 (;@1;)
            (i32.lt_s
              (local.get 1)
              (i32.const 6)))
          (local.set 0
            (i32.and
              (local.get 6)
              (i32.const 1023)))
          (br 0 (;@3;)))
        (unreachable))
      (local.set 4
        (i32.add
          (local.get 2)
          (i32.shr_u
            (local.get 6)
            (i32.const 12))))
      (local.set 1
        (i32.add
          (local.get 1)
          (i32.and
            (local.get 6)
            (i32.const 4095))))
      (local.set 5
        (i32.const -1)))
    (i32.store offset=4
      (i32.const 0)
      (local.get 12))
    (i32.store offset=40
      (i32.const 0)
      (local.get 13))
    (i32.store offset=132
      (i32.const 0)
      (local.get 4))
    (i32.xor
      (local.get 1)
      (local.get 5)))
  (export "0" (func 0)))
