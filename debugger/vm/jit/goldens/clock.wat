(module
  (type (;0;) (func (param i32 i32 i32 i32) (result i32)))
  (import "m" "m" (memory (;0;) 1))
  (func (;0;) (type 0) (param i32 i32 i32 i32) (result i32)
    (local i32 i32 i32 i32 i32 i32 i32 i32 i32 i32)
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
      (i32.load offset=40
        (i32.const 0)))
    (local.set 13
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
              (i32.const 2)))
          (if  ;; label = @4
            (i32.eqz
              (i32.and
                (i32.load offset=7192
                  (i32.const 0))
                (i32.const 2)))
            (then
              (local.set 6
                (i32.const 2))
              (br 2 (;@2;))))
          (local.set 12
            (i32.wrap_i64
              (i64.shr_u
                (i64.sub
                  (i64.load offset=24576
                    (i32.const 0))
                  (i64.extend_i32_u
                    (i32.and
                      (i32.add
                        (local.get 1)
                        (i32.const 2))
                      (i32.load offset=24584
                        (i32.const 0)))))
                (i64.const 32))))
          (if  ;; label = @4
            (i32.eqz
              (i32.and
                (i32.load offset=7192
                  (i32.const 0))
                (i32.const 2)))
            (then
              (local.set 6
                (i32.const 16385))
              (br 2 (;@2;))))
          (local.set 13
            (i32.wrap_i64
              (i64.sub
                (i64.load offset=24576
                  (i32.const 0))
                (i64.extend_i32_u
                  (i32.and
                    (i32.add
                      (local.get 1)
                      (i32.const 1))
                    (i32.load offset=24584
                      (i32.const 0)))))))
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
      (local.get 12))
    (i32.store offset=44
      (i32.const 0)
      (local.get 13))
    (i32.store offset=132
      (i32.const 0)
      (local.get 4))
    (i32.xor
      (local.get 1)
      (local.get 5)))
  (export "0" (func 0)))
