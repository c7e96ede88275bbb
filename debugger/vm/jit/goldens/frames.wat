(module
  (type (;0;) (func (param i32 i32 i32 i32) (result i32)))
  (import "m" "m" (memory (;0;) 1))
  (func (;0;) (type 0) (param i32 i32 i32 i32) (result i32)
    (local i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32)
    (if  ;; label = @1
      (i32.lt_s
        (local.get 1)
        (i32.const 10))
      (then
        (return
          (i32.xor
            (local.get 1)
            (i32.const -1)))))
    (local.set 12
      (i32.load offset=8
        (i32.const 0)))
    (local.set 13
      (i32.load offset=40
        (i32.const 0)))
    (local.set 14
      (i32.load offset=44
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
              (i32.const 10)))
          (local.set 7
            (local.get 12))
          (block  ;; label = @4
            (block  ;; label = @5
              (block  ;; label = @6
                (br_if 1 (;@5;)
                  (i32.ne
                    (i32.load offset=393216
                      (local.tee 8
                        (i32.and
                          (i32.shr_u
                            (local.get 7)
                            (i32.const 9))
                          (i32.const 32760))))
                    (i32.and
                      (local.get 7)
                      (i32.const -4096))))
                (br_if 0 (;@6;)
                  (i32.gt_u
                    (i32.and
                      (local.get 7)
                      (i32.const 4095))
                    (i32.const 4060)))
                (br 2 (;@4;)))
              (br_if 0 (;@5;)
                (i32.ne
                  (i32.load offset=393216
                    (local.tee 9
                      (i32.and
                        (i32.add
                          (local.get 8)
                          (i32.const 8))
                        (i32.const 32760))))
                  (i32.add
                    (i32.and
                      (local.get 7)
                      (i32.const -4096))
                    (i32.const 4096))))
              (br_if 1 (;@4;)
                (i32.eq
                  (i32.load offset=393220
                    (local.get 8))
                  (i32.load offset=393220
                    (local.get 9)))))
            (local.set 6
              (i32.const 10))
            (br 2 (;@2;)))
          (local.set 15
            (i32.add
              (local.get 7)
              (i32.load offset=393220
                (local.get 8))))
          (local.set 13
            (i32.load
              (local.get 15)))
          (local.set 14
            (i32.load offset=4
              (local.get 15)))
          (local.set 13
            (i32.load offset=8
              (local.get 15)))
          (local.set 14
            (i32.load offset=12
              (local.get 15)))
          (local.set 13
            (i32.load offset=16
              (local.get 15)))
          (local.set 14
            (i32.load offset=20
              (local.get 15)))
          (local.set 13
            (i32.load offset=24
              (local.get 15)))
          (local.set 14
            (i32.load offset=28
              (local.get 15)))
          (local.set 13
            (i32.add
              (local.get 13)
              (local.get 14)))
          (i32.store offset=32
            (local.get 15)
            (local.get 13))
          (local.set 6
            (i32.const 163840))
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
      (local.get 13))
    (i32.store offset=44
      (i32.const 0)
      (local.get 14))
    (i32.store offset=132
      (i32.const 0)
      (local.get 4))
    (i32.xor
      (local.get 1)
      (local.get 5)))
  (export "0" (func 0)))
