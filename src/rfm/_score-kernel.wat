;; Scores of many values: the loop of `_score-column.ts` for hosts with WebAssembly, with the same results as the one in
;; TypeScript beside it. Every value is compared with every cut, two values at a time, which guesses nothing and looks
;; nothing up. The memory is for one block of values and keeps nothing.
(module
  (memory (export "memory") 4)

  ;; Turns some i32 into f64. Two at a time: `count` is even and above 0.
  (func (export "widen") (param $from i32) (param $to i32) (param $count i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $from) (i32.shl (local.get $count) (i32.const 2))))
    (loop $next
      (v128.store (local.get $to) (f64x2.convert_low_i32x4_s (v128.load64_zero (local.get $from))))
      (local.set $to (i32.add (local.get $to) (i32.const 16)))
      (local.set $from (i32.add (local.get $from) (i32.const 8)))
      (br_if $next (i32.lt_u (local.get $from) (local.get $end)))))

  ;; Writes a byte for each of some f64: 1 + #{cut < sign · value} over the cuts from `cuts` to `last`. Four at a time:
  ;; `count` is a multiple of four above 0.
  (func (export "score") (param $values i32) (param $count i32) (param $sign f64) (param $cuts i32) (param $last i32)
      (param $scores i32)
    (local $end i32) (local $cut i32) (local $a v128) (local $b v128) (local $one v128) (local $scoreA v128)
    (local $scoreB v128)
    (local.set $end (i32.add (local.get $values) (i32.shl (local.get $count) (i32.const 3))))
    (local.set $one (f64x2.splat (local.get $sign)))
    (loop $next
      (local.set $a (f64x2.mul (local.get $one) (v128.load (local.get $values))))
      (local.set $b (f64x2.mul (local.get $one) (v128.load offset=16 (local.get $values))))
      (local.set $scoreA (v128.const i64x2 1 1))
      (local.set $scoreB (v128.const i64x2 1 1))
      (local.set $cut (local.get $cuts))
      (block $done
        (loop $each
          (br_if $done (i32.ge_u (local.get $cut) (local.get $last)))
          ;; What holds is −1 in every bit.
          (local.set $scoreA
            (i64x2.sub (local.get $scoreA) (f64x2.lt (v128.load64_splat (local.get $cut)) (local.get $a))))
          (local.set $scoreB
            (i64x2.sub (local.get $scoreB) (f64x2.lt (v128.load64_splat (local.get $cut)) (local.get $b))))
          (local.set $cut (i32.add (local.get $cut) (i32.const 8)))
          (br $each)))
      (i32.store (local.get $scores) (i32x4.extract_lane 0
        (i8x16.shuffle 0 8 16 24 0 0 0 0 0 0 0 0 0 0 0 0 (local.get $scoreA) (local.get $scoreB))))
      (local.set $scores (i32.add (local.get $scores) (i32.const 4)))
      (local.set $values (i32.add (local.get $values) (i32.const 32)))
      (br_if $next (i32.lt_u (local.get $values) (local.get $end))))))
