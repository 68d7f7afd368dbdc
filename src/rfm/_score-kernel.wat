;; The loops of `_score-column.ts` and `_sum-cells.ts` for hosts with WebAssembly, with the same results as those in
;; TypeScript beside them. The memory is for one block of customers and keeps nothing.
(module
  (memory (export "memory") 5)

  ;; Turns some i32 into f64. Two at a time: `count` is even and above 0.
  (func (export "widen") (param $from i32) (param $to i32) (param $count i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $from) (i32.shl (local.get $count) (i32.const 2))))
    (loop $next
      (v128.store (local.get $to) (f64x2.convert_low_i32x4_s (v128.load64_zero (local.get $from))))
      (local.set $to (i32.add (local.get $to) (i32.const 16)))
      (local.set $from (i32.add (local.get $from) (i32.const 8)))
      (br_if $next (i32.lt_u (local.get $from) (local.get $end)))))

  ;; Writes a byte for each of some f64: 1 + #{cut < sign · value} over the cuts from `cuts` to `last`. Every value is
  ;; compared with every cut, two values at a time, which guesses nothing and looks nothing up. `count` is a multiple
  ;; of four above 0.
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
      (br_if $next (i32.lt_u (local.get $values) (local.get $end)))))

  ;; Adds customers to the sums of their combination of scores, 32 bytes each: f64 revenue, f64 orders, i32 customers;
  ;; and writes the segment of each, from the table `segmentOf` of combinations. Answers with Σ|revenue|.
  (func (export "sum") (param $recency i32) (param $frequency i32) (param $monetary i32) (param $orders i32)
      (param $revenue i32) (param $count i32) (param $groups i32) (param $segmentOf i32) (param $segments i32)
      (param $sums i32) (result f64)
    (local $i i32) (local $cell i32) (local $at i32) (local $unit v128) (local $total f64)
    (loop $next
      (local.set $cell (i32.add
        (i32.mul (local.get $groups) (i32.add
          (i32.mul (local.get $groups)
            (i32.sub (i32.load8_u (i32.add (local.get $recency) (local.get $i))) (i32.const 1)))
          (i32.sub (i32.load8_u (i32.add (local.get $frequency) (local.get $i))) (i32.const 1))))
        (i32.sub (i32.load8_u (i32.add (local.get $monetary) (local.get $i))) (i32.const 1))))
      (i32.store8 (i32.add (local.get $segments) (local.get $i))
        (i32.load8_u (i32.add (local.get $segmentOf) (local.get $cell))))
      (local.set $at (i32.add (local.get $sums) (i32.shl (local.get $cell) (i32.const 5))))
      (local.set $unit
        (v128.load64_zero (i32.add (local.get $revenue) (i32.shl (local.get $i) (i32.const 3)))))
      (v128.store (local.get $at) (f64x2.add (v128.load (local.get $at))
        (f64x2.replace_lane 1 (local.get $unit) (f64.convert_i32_s
          (i32.load (i32.add (local.get $orders) (i32.shl (local.get $i) (i32.const 2))))))))
      (i32.store offset=16 (local.get $at) (i32.add (i32.load offset=16 (local.get $at)) (i32.const 1)))
      (local.set $total
        (f64.add (local.get $total) (f64.abs (f64x2.extract_lane 0 (local.get $unit)))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $i) (local.get $count))))
    (local.get $total)))
