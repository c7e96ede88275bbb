(module
  (type (;0;) (func (param i32 i32 i32 i32) (result i32)))
  (import "m" "m" (memory (;0;) 1))
  (func (;0;) (type 0) (param i32 i32 i32 i32) (result i32)
    (local i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32)
    (if  ;; label = @1
      (i32.lt_s
        (local.get 1)
        (i32.const 2))
      (then
        (return
          (i32.xor
            (local.get 1)
            (i32.const -1)))))
    (local.set 12
      (i32.load offset=32
        (i32.const 0)))
    (local.set 13
      (i32.load offset=36
        (i32.const 0)))
    (local.set 14
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
            (br_table 0 (;@4;) 0 (;@4;) 0 (;@4;)
              (local.get 0)))
          (local.set 1
            (i32.sub
              (local.get 1)
              (i32.const 2)))
          (if  ;; label = @4
            (i32.ne
              (i32.load offset=262144
                (local.tee 8
                  (i32.and
                    (i32.shr_u
                      (local.tee 7
                        (i32.add
                          (local.get 12)
                          (i32.const 2)))
                      (i32.const 9))
                    (i32.const 32760))))
              (i32.and
                (local.get 7)
                (i32.const -4095)))
            (then
              (if  ;; label = @5
                (i32.or
                  (i32.ne
                    (i32.load offset=524384
                      (i32.const 0))
                    (i32.and
                      (local.get 7)
                      (i32.const -4095)))
                  (i32.lt_u
                    (i32.sub
                      (local.get 7)
                      (i32.load offset=524392
                        (i32.const 0)))
                    (i32.load offset=524396
                      (i32.const 0))))
                (then
                  (local.set 6
                    (i32.const 2))
                  (br 3 (;@2;))))
              (local.set 8
                (i32.const 262240))))
          (local.set 14
            (i32.load16_s
              (i32.add
                (local.get 7)
                (i32.load offset=262148
                  (local.get 8)))))
          (if  ;; label = @4
            (i32.ne
              (i32.load offset=393216
                (local.tee 8
                  (i32.and
                    (i32.shr_u
                      (local.tee 7
                        (i32.add
                          (local.get 13)
                          (i32.const 4)))
                      (i32.const 9))
                    (i32.const 32760))))
              (i32.and
                (local.get 7)
                (i32.const -4093)))
            (then
              (if  ;; label = @5
                (i32.or
                  (i32.ne
                    (i32.load offset=524448
                      (i32.const 0))
                    (i32.and
                      (local.get 7)
                      (i32.const -4093)))
                  (i32.lt_u
                    (i32.sub
                      (local.get 7)
                      (i32.load offset=524456
                        (i32.const 0)))
                    (i32.load offset=524460
                      (i32.const 0))))
                (then
                  (local.set 6
                    (i32.const 16385))
                  (br 3 (;@2;))))
              (local.set 8
                (i32.const 131232))))
          (i32.store
            (i32.add
              (local.get 7)
              (i32.load offset=393220
                (local.get 8)))
            (local.get 14))
          (local.set 6
            (i32.const 32768))
          (br 1 (;@2;)))
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
    (i32.store offset=40
      (i32.const 0)
      (local.get 14))
    (i32.store offset=132
      (i32.const 0)
      (local.get 4))
    (i32.xor
      (local.get 1)
      (local.get 5)))
  (export "0" (func 0)))
